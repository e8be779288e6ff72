import pino, { type DestinationStream, type Logger as PinoLogger } from 'pino'
import { currentRequest } from './request-context'

export type Logger = PinoLogger

/** Names that never reach a log line, at the first two levels: log flat, named fields. */
const secretNames = [
  'authorization',
  'cookie',
  'session_key',
  'sessionKey',
  'openid',
  'unionid',
  'phone',
  'idNumber',
  'name',
  'body',
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'code',
]

/**
 * JSON lines on stdout. `msg` is an event (`booking.confirmed`), everything else flat fields; lines written
 * while a request is served carry its id.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: { app: 'linli' },
      timestamp: () => (currentRequest()?.detached ? dayOfTime() : pino.stdTimeFunctions.isoTime()),
      redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`]), remove: true },
      mixin: () => {
        const request = currentRequest()
        return request && !request.detached ? { requestId: request.requestId } : {}
      },
      serializers: { err: errorFields },
    },
    destination ?? pino.destination(1),
  )
}

/** The day alone, for lines that must not say when. */
const dayOfTime = (): string => `${pino.stdTimeFunctions.isoTime().slice(0, 19)}"`

/** Of a round in which hundreds fail, the first so many say why. */
const MOST_FAILED = 10

/** An error's own extra fields may hold personal data, so only these leave. */
function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) }
  const cause = error.cause === undefined ? {} : { cause: errorFields(error.cause) }
  const failed =
    error instanceof AggregateError ? { failed: error.errors.slice(0, MOST_FAILED).map(errorFields) } : {}
  return { type: error.name, message: error.message, stack: error.stack, ...cause, ...failed }
}
