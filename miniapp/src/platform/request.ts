import type { Route } from '@linli/shared/contract'
import { ApiError, problemFrom } from './api-error'
import { apiBase, clientName } from './client-name'
import { randomId } from './random-id'
import { askForProof } from './second-factor'
import { adoptSession, currentSession, endSession, type Session, type SessionAnswer } from './session'
import { transport } from './transport'
import type { HttpAnswer, HttpRequest } from './transport.types'

export interface CallInput {
  readonly params?: Readonly<Record<string, unknown>> | undefined
  readonly query?: Readonly<Record<string, unknown>> | undefined
  readonly body?: unknown
}

export interface CallOptions {
  readonly signal?: HttpRequest['signal']
  /** The same key for the same act: a retry then changes nothing twice. Made anew when absent. */
  readonly idempotencyKey?: string | undefined
  readonly timeoutMs?: number | undefined
}

const TIMEOUT_MS = 15_000
/** A token that ends within this time is renewed before it is used; clocks differ and networks are slow. */
const RENEW_BEFORE_MS = 30_000
/** Answers with an ETag that are kept; the oldest goes first. */
const MOST_ETAGS = 50

interface Tagged {
  readonly tag: string
  readonly body: unknown
}
const tagged = new Map<string, Tagged>()

/** `/notices/{id}` with its parameters and query filled in; empty values are left out. */
export function addressOf(path: string, { params = {}, query = {} }: CallInput): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((one) => one !== undefined && one !== null && one !== '')
      .map((one) => `${name}=${encodeURIComponent(String(one))}`),
  )
  return apiBase + filled + (pairs.length === 0 ? '' : `?${pairs.join('&')}`)
}

let renewing: Promise<Session | undefined> | undefined

/**
 * Exchanges the refresh token, once for all who wait. Throws `session_ended` when there is nothing to exchange any
 * more: what was asked as a person is not asked again as a visitor without a word. A lost network throws as well,
 * and never signs anybody out. Answers undefined when the person signed out meanwhile.
 */
export function renewSession(session: Session): Promise<Session | undefined> {
  renewing ??= renew(session).finally(() => {
    renewing = undefined
  })
  return renewing
}

async function renew(asked: Session): Promise<Session | undefined> {
  const latest = currentSession()
  // Another tab was faster: its token is fresh.
  if (latest !== undefined && latest.refreshToken !== asked.refreshToken) return latest
  const answer = await transport({
    method: 'POST',
    url: `${apiBase}/session/refresh`,
    headers: { 'X-Client': clientName },
    body: { refreshToken: asked.refreshToken, attemptKey: asked.attemptKey },
    timeoutMs: TIMEOUT_MS,
  })
  if (answer.status === 200) {
    adoptSession(answer.body as SessionAnswer)
    return currentSession()
  }
  const problem = problemFrom(answer.status, answer.body, answer.header('x-request-id'))
  if (
    problem.code === 'session_ended' ||
    problem.code === 'unauthenticated' ||
    problem.code === 'validation_failed'
  ) {
    // Somebody signed in anew, or out, while the answer was on its way: that stands.
    if (currentSession()?.refreshToken !== asked.refreshToken) return currentSession()
    endSession()
    throw new ApiError({ ...problem, code: 'session_ended' })
  }
  throw new ApiError(problem)
}

async function freshSession(): Promise<Session | undefined> {
  const session = currentSession()
  if (session === undefined) return undefined
  const left = Date.parse(session.expiresAt) - Date.now()
  return left > RENEW_BEFORE_MS ? session : renewSession(session)
}

/** A bearer token for a request outside `send` (an upload), or undefined for a visitor. */
export async function accessToken(): Promise<string | undefined> {
  return (await freshSession())?.accessToken
}

/**
 * Sends one operation of the contract. Where the server wants the second factor first, the person is asked for it
 * and the same call (with the same key) is repeated once.
 * @throws ApiError when the server refuses, NetworkError when no answer came
 */
export async function send(route: Route, input: CallInput, options: CallOptions = {}): Promise<unknown> {
  const key = route.idempotent === true ? (options.idempotencyKey ?? randomId()) : keyOffered(route, options)
  const call = () => exchange(route, input, key, options)
  return route.stepUp ? provingIfAsked(call) : call()
}

/** Only an act that keeps its key until it is answered has one to offer. */
const keyOffered = (route: Route, { idempotencyKey }: CallOptions): string | undefined =>
  route.idempotent === 'offered' ? idempotencyKey : undefined

/** Makes a call; where the server wants the second factor first, asks the person for it and repeats the call once. */
export async function provingIfAsked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'second_factor_required') throw error
    if (!(await askForProof({ enrolled: error.details['enrolled'] === true }))) throw unproven(error)
    return call()
  }
}

/** The person did not want to: said as what it means for the act. */
const unproven = ({ code, status, requestId }: ApiError): ApiError =>
  new ApiError({
    type: `urn:linli:problem:${code}`,
    title: 'The second factor was not proven',
    status,
    detail: '没有确认是您本人，这一步没有办',
    code,
    requestId,
  })

/** One call with a living session; a session that has just run out is renewed once. */
async function exchange(
  route: Route,
  input: CallInput,
  key: string | undefined,
  options: CallOptions,
): Promise<unknown> {
  // The refresh itself and the sign-ins carry no token and must not wait for one.
  const open = route.path.startsWith('/session/') && route.allow === 'anyone'
  const session = open ? undefined : await freshSession()
  const first = await attempt(route, input, session, key, options)
  if (first.status !== 401 || session === undefined) return settle(route, input, session, first)
  const renewed = await renewSession(session)
  if (renewed === undefined) return settle(route, input, session, first)
  return settle(route, input, renewed, await attempt(route, input, renewed, key, options))
}

const tagKey = (session: Session | undefined, url: string) => `${session?.actor.accountId ?? ''} ${url}`

function attempt(
  route: Route,
  input: CallInput,
  session: Session | undefined,
  key: string | undefined,
  options: CallOptions,
): Promise<HttpAnswer> {
  const url = addressOf(route.path, input)
  const known = route.method === 'GET' ? tagged.get(tagKey(session, url)) : undefined
  return transport({
    method: route.method,
    url,
    headers: {
      Accept: 'application/json',
      'X-Client': clientName,
      ...(session && { Authorization: `Bearer ${session.accessToken}` }),
      ...(key !== undefined && { 'Idempotency-Key': key }),
      ...(known && { 'If-None-Match': known.tag }),
    },
    body: input.body,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    signal: options.signal,
  })
}

function settle(route: Route, input: CallInput, session: Session | undefined, answer: HttpAnswer): unknown {
  const cacheKey = tagKey(session, addressOf(route.path, input))
  if (answer.status === 304) return tagged.get(cacheKey)?.body
  if (answer.status < 200 || answer.status > 299) {
    throw new ApiError(problemFrom(answer.status, answer.body, answer.header('x-request-id')))
  }
  const tag = answer.header('etag')
  if (route.method === 'GET' && route.etag && tag !== undefined) {
    tagged.delete(cacheKey)
    tagged.set(cacheKey, { tag, body: answer.body })
    const oldest = tagged.keys().next().value
    if (tagged.size > MOST_ETAGS && oldest !== undefined) tagged.delete(oldest)
  }
  return answer.body
}
