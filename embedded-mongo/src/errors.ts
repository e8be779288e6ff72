import type { Doc } from './value/document'

/** The real server's names of codes; a code that is not here is called `Location` and its number. */
const NAMES: Readonly<Record<number, string>> = {
  2: 'BadValue', 8: 'UnknownError', 9: 'FailedToParse', 13: 'Unauthorized', 14: 'TypeMismatch', 15: 'Overflow',
  16: 'InvalidLength', 17: 'ProtocolError', 22: 'InvalidBSON', 26: 'NamespaceNotFound', 27: 'IndexNotFound',
  28: 'PathNotViable', 40: 'ConflictingUpdateOperators', 43: 'CursorNotFound', 50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName', 54: 'NotSingleValueField', 56: 'EmptyFieldName', 59: 'CommandNotFound',
  66: 'ImmutableField', 67: 'CannotCreateIndex', 72: 'InvalidOptions', 73: 'InvalidNamespace',
  85: 'IndexOptionsConflict', 86: 'IndexKeySpecsConflict', 91: 'ShutdownInProgress', 111: 'NotExactValueField', 112: 'WriteConflict',
  117: 'ConflictingOperationInProgress', 168: 'InvalidPipelineOperator', 171: 'CannotIndexParallelArrays', 175: 'QueryPlanKilled',
  197: 'InvalidIndexSpecificationOption', 225: 'TransactionTooOld', 237: 'CursorInUse', 238: 'NotImplemented', 241: 'ConversionFailure',
  251: 'NoSuchTransaction', 256: 'TransactionCommitted', 263: 'OperationNotSupportedInTransaction',
  291: 'NoQueryExecutionPlans', 292: 'QueryExceededMemoryLimitNoDiskUseAllowed', 10334: 'BSONObjectTooLarge', 11000: 'DuplicateKey',
  14031: 'OutOfDiskSpace', 50768: 'NotARetryableWriteCommand',
} // prettier-ignore

/** An error the client sees: code, name and text are the real server's. */
export class ServerError extends Error {
  override readonly name = 'ServerError'

  /** @param extra further fields of the reply (`keyPattern`, `keyValue`) */
  constructor(
    readonly code: number,
    message: string,
    readonly extra: Doc = {},
  ) {
    super(message)
  }

  get codeName(): string {
    return NAMES[this.code] ?? `Location${this.code}`
  }
}

export const failure = (code: number, message: string): ServerError => new ServerError(code, message)

/** Code 2: an operand or option that the server understands but does not accept. */
export const badValue = (message: string) => failure(2, message)

/** Code 9: a command or operator that cannot be parsed. */
export const failedToParse = (message: string) => failure(9, message)

/** Code 14: a value of the wrong BSON type. */
export const typeMismatch = (message: string) => failure(14, message)

/** Code 238: MongoDB knows `what`, this server does not. */
export const notImplemented = (what: string) =>
  failure(238, `${what} is not supported by this embedded server`)

/** Code 50: maxTimeMS is over. */
export const timeExpired = () => failure(50, 'operation exceeded time limit')
