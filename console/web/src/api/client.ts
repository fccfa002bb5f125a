import createClient, { type Middleware } from 'openapi-fetch'
import type { paths } from './schema'
import { ApiProblem } from './problem'

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

let language: () => string = () => 'zh'
let onSignedOut: () => void = () => {}

/** Tells the client whose language errors are wanted in, and whom to tell when the session has ended. */
export function configureApi(options: { language: () => string; onSignedOut: () => void }): void {
  language = options.language
  onSignedOut = options.onSignedOut
}

/** The value of the hub's CSRF cookie, or null before the first answer of the hub. */
export function csrfToken(cookies: string = document.cookie): string | null {
  const found = /(?:^|;\s*)XSRF-TOKEN=([^;]*)/.exec(cookies)
  return found?.[1] ? decodeURIComponent(found[1]) : null
}

const headers: Middleware = {
  async onRequest({ request }) {
    request.headers.set('Accept-Language', language())
    if (UNSAFE.has(request.method)) {
      // Any GET under /api sets the cookie, a 401 too.
      if (!csrfToken()) await globalThis.fetch('/api/session', { credentials: 'same-origin' })
      const token = csrfToken()
      if (token) request.headers.set('X-XSRF-TOKEN', token)
    }
    return request
  },
}

export const api = createClient<paths>({
  baseUrl: typeof location === 'undefined' ? '' : location.origin,
  credentials: 'same-origin',
  fetch: request => globalThis.fetch(request),
})
api.use(headers)

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/**
 * The answer's body, or an {@link ApiProblem}: with status 0 where the hub could not be reached. A 401 outside of signing in
 * also ends the session on this side.
 */
export async function take<T>(call: Promise<Answer<T>>, quiet401 = false): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await call
  } catch (cause) {
    throw ApiProblem.unreachable(cause)
  }
  if (answer.response.ok) return answer.data as T
  const problem = ApiProblem.of(answer.response.status, answer.error)
  if (problem.status === 401 && !quiet401) onSignedOut()
  throw problem
}
