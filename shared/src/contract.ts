import type { $ZodType, input, output } from 'zod/v4/core'
import type { ErrorCode } from './errors'
import type { Role } from './roles'

/** WeChat's request API has no PATCH, so the contract has none either (architecture §3). */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/**
 * Who may knock at a route's door. The policy behind the door still judges the single resource;
 * this only says which callers it is ever asked about.
 */
export type Allow = 'anyone' | 'signed-in' | readonly Role[]

/** Named rate limits; their figures live in the server's settings, not in the contract. */
export type LimitName =
  'sign-in' | 'sms' | 'code' | 'second-factor' | 'upload' | 'create' | 'objection' | 'public-search' | 'read'

/** One operation as plain data: this is all the mini-program carries at run time. */
export interface Route {
  readonly method: Method
  /** Path below `/api/v1`, parameters in braces: `/notices/{id}`. */
  readonly path: `/${string}`
  readonly allow: Allow
  /** One English sentence for the API documentation. */
  readonly summary: string
  /** Status of the successful answer; 200 when absent. */
  readonly success?: 200 | 201 | 202 | 204
  /**
   * A POST that adds something (a thing, a reply, a note): needs an `Idempotency-Key`, and the same key gives the same
   * answer for 24 hours. An event that only moves a status is guarded by its version instead.
   */
  /**
   * `offered`: an event that its words would tell from another (a reason, a finding). A caller who sends a key gets the
   * first answer again after it was lost; without one the version alone decides.
   */
  readonly idempotent?: true | 'offered'
  readonly limit?: LimitName
  /** Reachable without the current privacy consent (PIPL art. 14): only what asks for it or reveals nothing personal. */
  readonly consentFree?: true
  /**
   * Asks administrators, operators and supervisors for their second factor again when the last proof is older than
   * 15 minutes: unmasking, export, grants, decisions on the roll.
   */
  readonly stepUp?: true
  /**
   * Goes on while the caller's community is suspended, when residents only read: it notes what was read, or concerns the
   * caller's own data.
   */
  readonly whileSuspended?: true
  /** Polled reads answer with an ETag and 304. */
  readonly etag?: true
  /**
   * Open to anyone, and the same for everybody: the door does not look up who is asking, whatever token is sent. For
   * what a whole community opens in the same minute.
   */
  readonly sameForAll?: true
  /**
   * A secret ballot: nothing is kept that could join the caller to what was sent. The door writes no account, address,
   * request id or exact time into its log line, counts nothing in the metrics, and takes no Idempotency-Key.
   */
  readonly detached?: true
  /**
   * A cast of an open poll: answered, it is left out of the metrics, which hold one number for the whole server and would
   * show from scrape to scrape how many have voted where the rule pack shows no turnout. Refusals and faults are counted.
   */
  readonly uncounted?: true
  /** Body is multipart/form-data with one `file` part and a `purpose` field instead of JSON. */
  readonly multipart?: true
}

export type RouteTable = Readonly<Record<string, Route>>

/** The zod side of one route. Kept apart from the table so that screens need not bundle it. */
export interface RouteSchemas {
  readonly params?: $ZodType
  readonly query?: $ZodType
  readonly body?: $ZodType
  readonly response: $ZodType
  /**
   * Codes this route can answer beside those every route can (see {@link commonErrors}) and those that follow from the
   * route itself: what its door, its key and its body may be refused with is added by the documentation.
   */
  readonly errors: readonly ErrorCode[]
  /** An example answer and, where there is a body, an example request; shown in the API documentation. */
  readonly examples: { readonly body?: unknown; readonly response: unknown }
}

export type SchemaTable<R extends RouteTable> = { readonly [K in keyof R]: RouteSchemas }

/** Errors any route may answer; the documentation adds them by itself. */
export const commonErrors = [
  'validation_failed',
  'rate_limited',
  'client_too_old',
  'internal',
  'unavailable',
] as const

type In<S> = S extends $ZodType ? input<S> : undefined
type Out<S> = S extends $ZodType ? output<S> : undefined

/** What a caller passes in (before parsing). */
export type ParamsOf<S extends RouteSchemas> = In<S['params']>
export type QueryOf<S extends RouteSchemas> = In<S['query']>
export type BodyOf<S extends RouteSchemas> = In<S['body']>
/** What a handler receives (after parsing). */
export type ParsedParams<S extends RouteSchemas> = Out<S['params']>
export type ParsedQuery<S extends RouteSchemas> = Out<S['query']>
export type ParsedBody<S extends RouteSchemas> = Out<S['body']>
/** What the server sends and the client gets. */
export type ResponseOf<S extends RouteSchemas> = output<S['response']>

/** Figures beside a list stop here: counting on helps nobody and costs the same for every row. A screen shows `500+`. */
export const COUNTED_AT_MOST = 500
