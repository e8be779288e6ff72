import { errorRegistry, type Problem } from '@linli/shared/errors'
import { errorText } from '@linli/shared/errors.zh'
import { appErrorFrom } from '../platform/mongo-errors'
import { AppError } from '../platform/problem-error'

export const PROBLEM_TYPE = 'application/problem+json'

/** Whatever was thrown, as an error of the registry; what nobody foresaw becomes a blank `internal`. */
export const toAppError = (error: unknown): AppError =>
  appErrorFrom(error) ?? new AppError(isDiskFull(error) ? 'unavailable' : 'internal', { cause: error })

/** The caller may come again; whoever looks after the house finds the reason in the log. */
const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')

/** The RFC 9457 document of an error. Only registry text, details and field issues leave. */
export function problemOf(error: AppError, requestId: string): Problem {
  const { status, title } = errorRegistry[error.code]
  return {
    type: `urn:linli:problem:${error.code}`,
    title,
    status,
    detail: errorText[error.code],
    code: error.code,
    requestId,
    ...(error.errors && { errors: error.errors }),
    ...(error.details && { details: { ...error.details } }),
  }
}

/** Headers that belong to a problem: when to come back, how to sign in. */
export function problemHeaders(error: AppError): Record<string, string> {
  if (error.code === 'rate_limited') {
    const { retryAfterSeconds } = error.details as { retryAfterSeconds: number }
    return { 'Retry-After': String(retryAfterSeconds) }
  }
  if (error.code === 'idempotency_in_progress') return { 'Retry-After': '1' }
  if (error.code === 'unavailable' || error.code === 'upstream_failed') return { 'Retry-After': '5' }
  if (errorRegistry[error.code].status === 401) return { 'WWW-Authenticate': 'Bearer' }
  return {}
}
