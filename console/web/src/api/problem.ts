import type { FieldProblem, Problem } from './types'

/** What went wrong with a call, in a form that pages can show. */
export class ApiProblem extends Error {
  private constructor(
    /** HTTP status, 0 if there was no answer. */
    readonly status: number,
    readonly code: string,
    /** The hub's words in the reader's language; null if it gave none. */
    readonly detail: string | null,
    readonly traceId: string | null,
    readonly fields: readonly FieldProblem[],
  ) {
    super(detail ?? code)
    this.name = 'ApiProblem'
  }

  static of(status: number, body: unknown): ApiProblem {
    const problem: Partial<Problem> = typeof body === 'object' && body !== null ? body : {}
    return new ApiProblem(
      status,
      problem.code ?? `http.${status}`,
      problem.detail ?? null,
      problem.traceId ?? null,
      problem.fields ?? [],
    )
  }

  static unreachable(cause: unknown): ApiProblem {
    const problem = new ApiProblem(0, 'network.unreachable', null, null, [])
    problem.cause = cause
    return problem
  }

  static from(error: unknown): ApiProblem {
    return error instanceof ApiProblem ? error : ApiProblem.unreachable(error)
  }

  /** Whether the same call may succeed later without anybody changing it. */
  get passing(): boolean {
    return (
      this.status === 0 ||
      this.status === 401 ||
      this.status === 408 ||
      this.status === 429 ||
      this.status >= 500
    )
  }
}
