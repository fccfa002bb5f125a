import { decode, encode } from './json'
import type { Outgoing, Page, Session, Settings, Signal, Uploaded, Entry, Agent } from './protocol'

/** What the hub says when it refuses; its words are for the visitor. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** Empty if the hub gave no words. */
    readonly detail: string,
    readonly retryAfter?: number,
  ) {
    super(code)
  }
}

export interface Timeline {
  items?: Entry[]
  changed?: Entry[]
  cursor?: string
  more?: boolean
  older?: boolean
  typing?: { typing: boolean; name?: string | null } | null
  read?: string | null
  agent?: Agent | null
}

interface Request {
  method?: string
  token?: string
  body?: unknown
  signal?: AbortSignal
  cache?: RequestCache
}

/** The hub's calls over HTTP. Every call ends with a Refusal or, where no answer came, with the browser's error. */
export class Hub {
  /** In which the hub is to speak. */
  language = 'zh'
  readonly base: string

  /** @param root the hub's public address without a slash at its end */
  constructor(root: string, deployment: string) {
    this.base = `${root}/visitors/${encodeURIComponent(deployment)}`
  }

  /** @param fresh not those that the browser kept: they have changed */
  settings(fresh?: boolean): Promise<Settings> {
    const cache = fresh ? 'reload' : undefined
    return this.call<Settings>(`settings?language=${encodeURIComponent(this.language)}`, { cache })
  }

  session(body: { token?: string; member?: string; language: string; page: Page }): Promise<Session> {
    return this.call<Session>('session', { method: 'POST', body })
  }

  timeline(token: string, query: { after?: string; before?: string; wait?: number }, signal?: AbortSignal) {
    let text = ''
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) text += `${text ? '&' : '?'}${name}=${encodeURIComponent(String(value))}`
    }
    return this.call<Timeline>('timeline' + text, { token, signal })
  }

  async send(token: string, message: Outgoing): Promise<void> {
    await this.call('messages', { method: 'POST', token, body: message })
  }

  async signal(token: string, signal: Signal): Promise<void> {
    await this.call('signals', { method: 'POST', token, body: signal })
  }

  /** Uploads a file; `progress` gets hundredths. The call is given to `begun` so that it can be given up. */
  upload(
    token: string,
    file: File,
    progress: (percent: number) => void,
    begun: (abort: () => void) => void,
  ): Promise<Uploaded> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open('POST', `${this.base}/uploads?name=${encodeURIComponent(file.name)}`)
      request.setRequestHeader('Authorization', 'Bearer ' + token)
      request.setRequestHeader('Accept-Language', this.language)
      request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
      request.upload.onprogress = event =>
        event.total && progress(Math.floor((event.loaded / event.total) * 100))
      request.onload = () =>
        decode(request.responseText).then(
          answer =>
            request.status < 300 ? resolve(answer as Uploaded) : reject(refusal(request.status, answer)),
          () => reject(refusal(request.status, null)),
        )
      request.onerror = request.ontimeout = request.onabort = () => reject(new Error('upload'))
      begun(() => request.abort())
      request.send(file)
    })
  }

  private async call<T>(
    path: string,
    { method = 'GET', token, body, signal, cache }: Request = {},
  ): Promise<T> {
    const headers: Record<string, string> = { 'Accept-Language': this.language }
    if (token) headers['Authorization'] = 'Bearer ' + token
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    const answer = await fetch(`${this.base}/${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : encode(body),
      signal,
      cache,
      mode: 'cors',
      credentials: 'omit',
      // The page's address goes where the protocol says, not into the hub's access log.
      referrerPolicy: 'origin',
    })
    if (!answer.ok) throw refusal(answer.status, await answer.json().catch(() => null))
    return (answer.status === 204 ? undefined : await answer.json()) as T
  }
}

function refusal(status: number, problem: unknown): Refusal {
  const { code, detail, retryAfter } = (problem ?? {}) as {
    code?: string
    detail?: string
    retryAfter?: number
  }
  return new Refusal(status, code ?? '', detail ?? '', retryAfter)
}
