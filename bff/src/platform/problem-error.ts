import type { ErrorCode, ErrorDetails, FieldIssue } from '@linli/shared/errors'

type DetailsOf<C extends ErrorCode> = C extends keyof ErrorDetails ? ErrorDetails[C] : undefined

export interface AppErrorExtras<C extends ErrorCode> {
  /** Machine-readable extras of the code, as listed in the registry. */
  readonly details?: DetailsOf<C>
  /** The single fields that are wrong. */
  readonly errors?: readonly FieldIssue[]
  /** What lies underneath; logged, never sent. */
  readonly cause?: unknown
}

/** The only error a service throws. The door (http/problem) turns it into an RFC 9457 document. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C
  readonly details: DetailsOf<C> | undefined
  readonly errors: readonly FieldIssue[] | undefined

  constructor(code: C, extras: AppErrorExtras<C> = {}) {
    super(code, { cause: extras.cause })
    this.name = 'AppError'
    this.code = code
    this.details = extras.details
    this.errors = extras.errors
  }
}
