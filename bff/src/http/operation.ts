import type { Route } from '@linli/shared/contract'
import type { Context, Middleware } from 'koa'
import type { Actor } from '../platform/actor'
import { AppError } from '../platform/problem-error'
import { runInRequest } from '../platform/request-context'
import type { AccessGate, AccessRule } from './access-gate'
import { headerOf, isClientTooOld } from './caller'
import { compileSchema } from './compiled-schema'
import { encodedOnce, sendEncoded, sendText, type EncodedAnswer } from './encoded-answer'
import { etagOf, matchesEtag } from './etag'
import type { Idempotency } from './idempotency'
import type { LooseInput, Operation, RequestInfo } from './implement'
import { discard, hasBody, readJsonBody } from './json-body'
import { readMultipartBody } from './multipart-body'
import type { RateLimits } from './rate-limit'
import type { RawRoute } from './raw-route'
import { refuseAs, requestOf } from './request-of'
import { parseInput, parseResponse } from './validation'

/** Throws `second_factor_required` unless the caller needs no second factor or has just proven it. */
export type StepUp = (actor: Actor) => Promise<void>

/** What every operation passes on its way in. */
export interface Door {
  readonly gate: AccessGate
  readonly limits: RateLimits
  readonly stepUp: StepUp
  readonly idempotency: Idempotency
  /** Where uploads wait while their handler runs. */
  readonly temporaryDir: string
}

/** The path of one contract operation: version, access, limit, body, shape, idempotency, handler, answer. */
export function serveOperation(operation: Operation, door: Door): Middleware {
  const { route, schemas } = operation
  const name = `${route.method} ${route.path}`
  for (const schema of [schemas.params, schemas.query, schemas.body, schemas.response]) compileSchema(schema)
  return followed(route, async (context) => {
    const request = requestInfo(context)
    const actor = await admit(context, door, route, name)
    if (route.stepUp && actor) await door.stepUp(actor)

    const body = await readBody(context, operation, door)
    try {
      const parsed = parseInput(schemas, {
        params: context['params'],
        query: context.query,
        body: body.value,
      })
      const input: LooseInput = { ...parsed, actor, upload: body.upload, request }
      if (!route.idempotent || (route.idempotent === 'offered' && request.idempotencyKey === null)) {
        const answer = await operation.handle(input)
        const encoding = encodedOnce(answer, () => encode(operation, answer))
        await send(context, operation, encoding ?? encode(operation, answer), request)
        return
      }
      const text = await door.idempotency.once(
        {
          key: request.idempotencyKey,
          owner: actor?.accountId ?? request.ip,
          route: name,
          input: [parsed.params, parsed.query, parsed.body],
        },
        async () => encode(operation, await operation.handle(input)),
      )
      await send(context, operation, text, request)
    } finally {
      await body.remove()
    }
  })
}

/** A raw route passes the same access checks and limits, and then speaks for itself. */
export function serveRaw(raw: RawRoute, door: Door): Middleware {
  return followed(raw, async (context) => {
    const params = context['params'] as Record<string, string>
    const { refusal } = raw
    if (refusal) refuseAs(context, (problem) => refusal(problem, params))
    const actor = await admit(context, door, raw, `${raw.method} ${raw.path}`)
    if (raw.stepUp && actor) await door.stepUp(actor)
    await raw.handle(context, params, actor)
  })
}

/**
 * Lines logged on the way of whatever changes something carry the request's id. A read is not followed: it has nothing
 * to tell but its own line, and following it would cost a sixth of what it takes (`createAmbient`).
 */
function followed(
  { method, detached }: Pick<Route, 'method' | 'detached'>,
  serve: (context: Context) => Promise<void>,
): Middleware {
  if (method === 'GET' && detached !== true) return serve
  return (context) => runInRequest(requestOf(context), () => serve(context))
}

async function admit(
  context: Context,
  door: Door,
  rule: AccessRule & Pick<RawRoute, 'limit'> & Pick<Route, 'detached' | 'uncounted'>,
  name: string,
): Promise<Actor | null> {
  const log = requestOf(context)
  log.route = name
  if (rule.detached) log.detached = true
  if (rule.uncounted) log.uncounted = true
  if (isClientTooOld(context.get('X-Client'))) throw new AppError('client_too_old')
  const authorization = headerOf(context, 'Authorization') ?? undefined
  const actor = await door.gate.admit(rule, authorization)
  if (actor && !log.detached) {
    log.accountId = actor.accountId
    if (actor.communityId !== null) log.communityId = actor.communityId
  }
  if (rule.limit) {
    // Thousands share an address behind a mobile network: whoever has an account is counted by it.
    const accountId = actor?.accountId ?? door.gate.accountOf(authorization)
    await door.limits.consume(rule.limit, { accountId, personId: actor?.personId ?? null, ip: context.ip })
  }
  return actor
}

const requestInfo = (context: Context): RequestInfo => ({
  requestId: requestOf(context).requestId,
  ip: context.ip,
  idempotencyKey: headerOf(context, 'Idempotency-Key'),
  ifNoneMatch: headerOf(context, 'If-None-Match'),
})

interface ReadBody {
  readonly value: unknown
  readonly upload: LooseInput['upload']
  readonly remove: () => Promise<void>
}

const nothing: ReadBody = { value: undefined, upload: undefined, remove: () => Promise.resolve() }

async function readBody(context: Context, { route, schemas }: Operation, door: Door): Promise<ReadBody> {
  if (route.multipart) {
    const { fields, upload, remove } = await readMultipartBody(context.req, door.temporaryDir)
    return { value: { ...fields }, upload, remove }
  }
  if (schemas.body) return { ...nothing, value: await readJsonBody(context.req) }
  if (hasBody(context.req)) await discard(context.req)
  return nothing
}

/** The answer as text; an empty one where the route answers 204. */
function encode({ route, schemas }: Operation, answer: unknown): string {
  const parsed = parseResponse(schemas.response, answer)
  return route.success === 204 ? '' : JSON.stringify(parsed)
}

async function send(
  context: Context,
  { route }: Operation,
  answer: string | EncodedAnswer,
  request: RequestInfo,
): Promise<void> {
  context.status = route.success ?? 200
  if (context.status === 204) return
  context.set('Cache-Control', route.etag ? 'private, no-cache' : 'no-store')
  if (route.etag) {
    const etag = typeof answer === 'string' ? etagOf(answer) : answer.etag
    context.set('ETag', etag)
    if (matchesEtag(request.ifNoneMatch, etag)) {
      context.status = 304
      return
    }
  }
  context.type = 'application/json; charset=utf-8'
  if (typeof answer === 'string') sendText(context, answer)
  else await sendEncoded(context, answer)
}
