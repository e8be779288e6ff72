import type { ErrorCode, FieldIssue, Problem } from '@linli/shared/errors'

/** The server said no: a problem document, with a sentence a resident can act on. */
export class ApiError extends Error {
  readonly status: number
  readonly code: ErrorCode
  readonly requestId: string
  readonly issues: readonly FieldIssue[]
  readonly details: Readonly<Record<string, unknown>>

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'ApiError'
    this.status = problem.status
    this.code = problem.code
    this.requestId = problem.requestId
    this.issues = problem.errors ?? []
    this.details = problem.details ?? {}
  }

  /** The sentence for one field (`body.phone`), if that field is wrong. */
  issueAt(path: string): string | undefined {
    return this.issues.find((issue) => issue.path === path || issue.path === `body.${path}`)?.message
  }
}

/** A problem document, or one made up when something between us and the server answered instead of it. */
export function problemFrom(status: number, body: unknown, requestId: string | undefined): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && 'detail' in body) return body as Problem
  return {
    type: 'urn:linli:problem:unavailable',
    title: 'No problem document',
    status,
    detail: '没有办成，您写的内容还在。请过一会儿再试',
    code: status >= 500 ? 'unavailable' : 'not_found',
    requestId: requestId ?? '',
  }
}
