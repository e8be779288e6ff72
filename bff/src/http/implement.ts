import type {
  ParsedBody,
  ParsedParams,
  ParsedQuery,
  ResponseOf,
  Route,
  RouteSchemas,
  RouteTable,
  SchemaTable,
} from '@linli/shared/contract'
import type { Actor } from '../platform/actor'
import type { Upload } from '../platform/upload'
import type { RawRoute } from './raw-route'

/** What a handler may know of the request beside its parsed input. */
export interface RequestInfo {
  readonly requestId: string
  /** The caller's address; behind proxies the one the trusted proxy names. */
  readonly ip: string
  readonly idempotencyKey: string | null
  readonly ifNoneMatch: string | null
}

/** Everything parsed and checked: a handler never sees the raw request. */
export interface HandlerInput<R extends Route, S extends RouteSchemas> {
  readonly params: ParsedParams<S>
  readonly query: ParsedQuery<S>
  readonly body: ParsedBody<S>
  readonly actor: R['allow'] extends 'anyone' ? Actor | null : Actor
  readonly upload: R extends { readonly multipart: true } ? Upload : undefined
  readonly request: RequestInfo
}

export type Handlers<R extends RouteTable, S extends SchemaTable<R>> = {
  readonly [K in keyof R]: (input: HandlerInput<R[K], S[K]>) => Promise<ResponseOf<S[K]>>
}

/** The same input as the pipeline knows it, before the types of one route are looked at. */
export interface LooseInput {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly actor: Actor | null
  readonly upload: Upload | undefined
  readonly request: RequestInfo
}

/** One operation of the contract joined with the function that answers it. */
export interface Operation {
  readonly name: string
  readonly route: Route
  readonly schemas: RouteSchemas
  readonly handle: (input: LooseInput) => Promise<unknown>
}

/** What a feature puts on the door. */
export interface FeatureRoutes {
  readonly operations: readonly Operation[]
  /** Addresses outside the JSON contract: signed files, WeChat's push. */
  readonly raw?: readonly RawRoute[]
}

/**
 * Joins a feature's contract with its handlers. A missing handler, a handler of an unknown route or a wrong
 * answer does not compile. Curried, because in a single call TypeScript widens `'open'` to `string`.
 */
export const implement =
  <const R extends RouteTable, const S extends SchemaTable<R>>(routes: R, schemas: S) =>
  (handlers: Handlers<R, S>): FeatureRoutes => ({
    operations: Object.entries(routes).map(([name, route]) => {
      const routeSchemas: RouteSchemas | undefined = schemas[name]
      const handler: unknown = handlers[name]
      if (!routeSchemas || typeof handler !== 'function') throw new Error(`route ${name} is not implemented`)
      refuseTraces(name, route)
      return {
        name,
        route,
        schemas: routeSchemas,
        // The pipeline parses by this route's own schemas, which makes the loose input the handler's input.
        handle: handler as Operation['handle'],
      }
    }),
  })

/** A detached route keeps nothing of its caller, so nothing on its way may write one down. */
function refuseTraces(name: string, { detached, idempotent, stepUp, multipart, limit }: Route): void {
  if (!detached) return
  // `read` is counted in memory alone; every other limit writes the account and the time into the database.
  if (idempotent || stepUp || multipart || (limit !== undefined && limit !== 'read'))
    throw new Error(`route ${name} is detached and would still keep a trace of its caller`)
}
