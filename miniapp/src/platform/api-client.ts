import type {
  BodyOf,
  ParamsOf,
  QueryOf,
  ResponseOf,
  RouteTable,
  SchemaTable,
  RouteSchemas,
} from '@linli/shared/contract'
import { send, type CallInput, type CallOptions } from './request'

/** A part of the input: absent when the schema has none, optional when nothing in it is needed. */
type Part<Name extends string, T> = [T] extends [undefined]
  ? unknown
  : Record<string, never> extends T
    ? { readonly [K in Name]?: T }
    : { readonly [K in Name]: T }

export type InputOf<S extends RouteSchemas> = Part<'params', ParamsOf<S>> &
  Part<'query', QueryOf<S>> &
  Part<'body', BodyOf<S>>

type Call<S extends RouteSchemas> =
  Record<string, never> extends InputOf<S>
    ? (input?: InputOf<S>, options?: CallOptions) => Promise<ResponseOf<S>>
    : (input: InputOf<S>, options?: CallOptions) => Promise<ResponseOf<S>>

export type Client<R extends RouteTable, S extends SchemaTable<R>> = {
  readonly [K in keyof R]: K extends keyof S ? Call<S[K]> : never
}

/**
 * The operations of one feature as functions, typed by its schemas; the schemas themselves are types only and
 * never reach the bundle. `clientOf<typeof noticeRoutes, typeof noticeSchemas>(noticeRoutes)`
 * @throws ApiError when the server refuses, NetworkError when no answer came
 */
export function clientOf<R extends RouteTable, S extends SchemaTable<R>>(routes: R): Client<R, S> {
  const calls = Object.entries(routes).map(([name, route]) => [
    name,
    (input: CallInput = {}, options?: CallOptions) => send(route, input, options),
  ])
  return Object.fromEntries(calls) as Client<R, S>
}
