import { commonErrors, type Route, type RouteSchemas } from '@linli/shared/contract'
import { errorRegistry, type ErrorCode } from '@linli/shared/errors'
import { AppError } from '../platform/problem-error'
import { isClosedWhileSuspended } from './access-gate'
import type { JsonSchema } from './openapi-schema'
import { problemOf } from './problem'

const SAMPLE_REQUEST_ID = 'req_1BoxkVZLBjFjeN8D7rQ2wX'

/** What `details` of a code looks like; the types stand in shared/errors (ErrorDetails). */
const detailSchemas: Partial<Record<ErrorCode, JsonSchema>> = {
  invalid_status: {
    type: 'object',
    properties: { current: { type: 'string' }, allowedFrom: { type: 'array', items: { type: 'string' } } },
    required: ['current', 'allowedFrom'],
  },
  rate_limited: {
    type: 'object',
    properties: { retryAfterSeconds: { type: 'integer' } },
    required: ['retryAfterSeconds'],
  },
  code_wrong: {
    type: 'object',
    properties: { attemptsLeft: { type: 'integer' } },
    required: ['attemptsLeft'],
  },
  second_factor_required: {
    type: 'object',
    properties: { enrolled: { type: 'boolean', description: 'Whether the caller has set one up' } },
    required: ['enrolled'],
  },
  last_administrators: {
    type: 'object',
    properties: { fewest: { type: 'integer', description: 'How many have to stay' } },
    required: ['fewest'],
  },
  already_reminded: {
    type: 'object',
    properties: { nextAt: { type: 'string', format: 'date-time' } },
    required: ['nextAt'],
  },
  file_too_large: {
    type: 'object',
    properties: { limitBytes: { type: 'integer' } },
    required: ['limitBytes'],
  },
}

const fieldIssue: JsonSchema = {
  type: 'object',
  properties: { path: { type: 'string' }, message: { type: 'string' } },
  required: ['path', 'message'],
}

/** `invalid_status` → `InvalidStatusProblem`. */
export const problemName = (code: ErrorCode): string =>
  `${code.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())}Problem`

/** One component per code of the registry. */
export function problemSchema(code: ErrorCode): JsonSchema {
  const { status, title } = errorRegistry[code]
  const details = detailSchemas[code]
  return {
    type: 'object',
    description: title,
    properties: {
      type: { const: `urn:linli:problem:${code}` },
      title: { type: 'string' },
      status: { const: status },
      detail: { type: 'string', description: 'A Chinese sentence the caller can act on' },
      code: { const: code },
      requestId: { type: 'string' },
      errors: { type: 'array', items: fieldIssue },
      ...(details && { details }),
    },
    required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
    // Here and not at each operation, which would repeat it some hundred times.
    examples: [sampleOf(code)],
  }
}

const sampleOf = (code: ErrorCode) => {
  const errors = code === 'validation_failed' ? [{ path: 'body.text', message: '这里要填写' }] : undefined
  return problemOf(new AppError(code, errors && { errors }), SAMPLE_REQUEST_ID)
}

/** Every code the route can answer: its own, and what the door itself may say. */
export function codesOf(route: Route, schemas: RouteSchemas): ErrorCode[] {
  const codes = new Set<ErrorCode>([...commonErrors, ...schemas.errors])
  if (route.limit === undefined) codes.delete('rate_limited')
  codes.add('unauthenticated').add('session_ended')
  if (Array.isArray(route.allow)) codes.add('forbidden').add('staff_suspended')
  if (isClosedWhileSuspended(route)) codes.add('community_suspended')
  if (route.stepUp) codes.add('second_factor_required')
  if (route.consentFree !== true) codes.add('consent_required')
  if (schemas.params) codes.add('not_found')
  if (schemas.body) codes.add('unsupported_media_type')
  if (schemas.body && route.multipart !== true) codes.add('malformed_json').add('payload_too_large')
  if (route.idempotent) codes.add('idempotency_key_reused').add('idempotency_in_progress')
  if (route.idempotent === true) codes.add('idempotency_key_required')
  return [...codes].sort()
}

/** Shared responses by name: most operations answer the same few sets of codes. */
export type ResponseBook = Record<string, JsonSchema>

/** The responses object of the given codes, grouped by status, each a reference into `book`. */
export function problemResponses(
  codes: readonly ErrorCode[],
  book: ResponseBook,
): Record<string, JsonSchema> {
  const statuses = [...new Set(codes.map((code) => errorRegistry[code].status))].sort((a, b) => a - b)
  return Object.fromEntries(
    statuses.map((status) => {
      const here = codes.filter((code) => errorRegistry[code].status === status)
      const name = [status, ...here].join('.')
      book[name] ??= problemResponse(here)
      return [String(status), { $ref: `#/components/responses/${name}` }]
    }),
  )
}

function problemResponse(codes: readonly ErrorCode[]): JsonSchema {
  const references = codes.map((code) => ({ $ref: `#/components/schemas/${problemName(code)}` }))
  return {
    description: codes.map((code) => errorRegistry[code].title).join('; '),
    ...(codes.some((code) => retried.includes(code)) && { headers: { 'Retry-After': retryAfter } }),
    content: {
      'application/problem+json': { schema: references.length === 1 ? references[0] : { oneOf: references } },
    },
  }
}

const retried: readonly ErrorCode[] = [
  'rate_limited',
  'unavailable',
  'upstream_failed',
  'idempotency_in_progress',
]
const retryAfter = { description: 'Seconds to wait', schema: { type: 'integer' } }
