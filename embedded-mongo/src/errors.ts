import type { Doc } from './value/document'

/** An error the client sees: code, name and text are the real server's. */
export class ServerError extends Error {
  readonly code: number
  readonly codeName: string
  /** Error labels of the reply, e.g. `TransientTransactionError`. */
  readonly labels: string[] = []
  /** Further fields of the reply (`keyPattern`, `keyValue`, `errInfo`). */
  readonly extra?: Doc

  constructor(code: number, codeName: string, message: string, extra?: Doc) {
    super(message)
    this.name = 'ServerError'
    this.code = code
    this.codeName = codeName
    if (extra) this.extra = extra
  }
}

/** Code 2: an operand or option that the server understands but does not accept. */
export const badValue = (message: string) => new ServerError(2, 'BadValue', message)

/** Code 9: a command or operator that cannot be parsed. */
export const failedToParse = (message: string) => new ServerError(9, 'FailedToParse', message)

/** Code 14: a value of the wrong BSON type. */
export const typeMismatch = (message: string) => new ServerError(14, 'TypeMismatch', message)

/** Code 238: MongoDB knows `what`, this server does not. */
export const notImplemented = (what: string) =>
  new ServerError(238, 'NotImplemented', `${what} is not supported by this embedded server`)

/** The server's nameless errors: `Location` and the code. */
export const location = (code: number, message: string) => new ServerError(code, `Location${code}`, message)
