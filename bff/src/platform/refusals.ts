import type { ErrorCode } from '@linli/shared/errors'
import { AppError } from './problem-error'

/** `validation_failed` for one field that only the service can judge; `path` in dots (`body.lastDay`). */
export const wrongField = (path: string, message: string): AppError =>
  new AppError('validation_failed', { errors: [{ path, message }] })

/** 409 `invalid_status` when the thing is in none of the statuses that allow the act. */
export function refuseStatus(current: string, allowedFrom: readonly string[]): void {
  if (!allowedFrom.includes(current))
    throw new AppError('invalid_status', { details: { current, allowedFrom } })
}

/** 409 when the thing is no longer in a status that allows the act, or was changed since the caller read it. */
export function refuseMoved(
  { status, version }: { readonly status: string; readonly version: number },
  read: number,
  allowedFrom: readonly string[],
): void {
  refuseStatus(status, allowedFrom)
  if (version !== read) throw new AppError('version_conflict')
}

/**
 * Why a guarded write found nothing, from what stands there now: `not_found`, `invalid_status`, and otherwise
 * somebody was faster.
 */
export function refuseFaster(
  current: { readonly status: string } | null,
  allowedFrom: readonly string[],
): never {
  if (!current) throw new AppError('not_found')
  refuseStatus(current.status, allowedFrom)
  throw new AppError('version_conflict')
}

const faster: ReadonlySet<string> = new Set<ErrorCode>(['not_found', 'invalid_status', 'version_conflict'])

/** For what runs by itself: somebody was faster, and what they did stands. Answers false; every other error is thrown. */
export function unlessFaster(error: unknown): false {
  if (error instanceof AppError && faster.has(error.code as ErrorCode)) return false
  throw error
}
