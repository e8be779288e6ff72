import type { Allow, Route, RouteSchemas } from '@linli/shared/contract'
import { errorRegistry, type ErrorCode } from '@linli/shared/errors'
import type { FeatureContract } from '../contract'
import { API_PREFIX } from './api-router'
import { codesOf, problemName, problemResponses, problemSchema, type ResponseBook } from './openapi-problems'
import { createSchemaBook, type JsonSchema, type SchemaBook } from './openapi-schema'

export interface OpenApiOperation extends JsonSchema {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
}

export interface OpenApiDocument extends JsonSchema {
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly responses: Readonly<Record<string, JsonSchema>>
    readonly securitySchemes: JsonSchema
  }
}

const description = [
  'Every answer that is not a success is an RFC 9457 problem document with a stable `code`.',
  'Times are ISO 8601 in UTC; days are calendar days of Asia/Shanghai.',
  'Lists are `{ items, nextCursor }`; pass `nextCursor` back as `cursor` for the next page.',
].join(' ')

/** The OpenAPI 3.1 document of the contract, made from the very objects the server and the clients use. */
export function openApiOf(features: readonly FeatureContract[], version: string): OpenApiDocument {
  const book = createSchemaBook()
  const responses: ResponseBook = {}
  const paths: Record<string, Record<string, OpenApiOperation>> = {}
  for (const { feature, routes, schemas } of features) {
    for (const [name, route] of Object.entries(routes)) {
      const routeSchemas = schemas[name]
      if (!routeSchemas) throw new Error(`${feature}.${name} has no schemas`)
      const path = (paths[API_PREFIX + route.path] ??= {})
      path[route.method.toLowerCase()] = operationOf(book, responses, feature, name, route, routeSchemas)
    }
  }
  paths['/api/v1/files/{id}/{variant}'] = { get: signedFile(responses) }
  const codes = Object.keys(errorRegistry) as ErrorCode[]
  return {
    openapi: '3.1.0',
    info: { title: 'Linli', version, description },
    servers: [{ url: '/' }],
    tags: features.map(({ feature, about }) => ({ name: feature, description: about })),
    paths,
    components: {
      schemas: {
        ...sorted(book.components),
        ...Object.fromEntries(codes.map((code) => [problemName(code), problemSchema(code)])),
      },
      responses: sorted(responses),
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'Access token of a sign-in; lives 10 minutes, renewed by POST /api/v1/session/refresh',
        },
      },
    },
  }
}

const sorted = (record: Readonly<Record<string, JsonSchema>>) =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))

function operationOf(
  book: SchemaBook,
  responses: ResponseBook,
  feature: string,
  name: string,
  route: Route,
  schemas: RouteSchemas,
): OpenApiOperation {
  const body = requestBody(book, route, schemas)
  const parameters = [
    ...parametersIn(book, 'path', schemas.params),
    ...parametersIn(book, 'query', schemas.query),
    ...headerParameters(route),
  ]
  return {
    operationId: `${feature}.${name}`,
    tags: [feature],
    summary: route.summary,
    description: `Who may call: ${allowText(route.allow)}.`,
    security: route.allow === 'anyone' ? [{}, { bearer: [] }] : [{ bearer: [] }],
    'x-allow': route.allow,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses: {
      ...success(book, route, schemas),
      ...(route.etag && { '304': { description: 'Not changed since the ETag given in If-None-Match' } }),
      ...problemResponses(codesOf(route, schemas), responses),
    },
  }
}

export function allowText(allow: Allow): string {
  if (allow === 'anyone') return 'anyone'
  if (allow === 'signed-in') return 'anyone signed in'
  return allow.join(', ')
}

function parametersIn(
  book: SchemaBook,
  place: 'path' | 'query',
  schema: RouteSchemas['params'],
): JsonSchema[] {
  if (!schema) return []
  const { properties = {}, required = [] } = book.convert(schema, 'input') as {
    properties?: Record<string, JsonSchema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

function headerParameters(route: Route): JsonSchema[] {
  const idempotencyKey = {
    name: 'Idempotency-Key',
    in: 'header',
    required: route.idempotent === true,
    description: 'The same key and body give the same answer for 24 hours',
    schema: { type: 'string', pattern: '^[\\w-]{8,80}$' },
    example: '0f8fad5b-d9cb-469f-a165-70867728950e',
  }
  const ifNoneMatch = {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'ETag of an earlier answer',
    schema: { type: 'string' },
  }
  return [...(route.idempotent ? [idempotencyKey] : []), ...(route.etag ? [ifNoneMatch] : [])]
}

function requestBody(book: SchemaBook, route: Route, { body, examples }: RouteSchemas): JsonSchema | null {
  if (!body) return null
  const schema = book.convert(body, 'input')
  if (!route.multipart) {
    const example = examples.body === undefined ? {} : { example: examples.body }
    return { required: true, content: { 'application/json': { schema, ...example } } }
  }
  const { properties = {}, required = [] } = schema as { properties?: JsonSchema; required?: string[] }
  const file = { type: 'string', contentMediaType: 'application/octet-stream' }
  return {
    required: true,
    content: {
      'multipart/form-data': {
        schema: { type: 'object', properties: { ...properties, file }, required: [...required, 'file'] },
      },
    },
  }
}

function success(book: SchemaBook, route: Route, { response, examples }: RouteSchemas): JsonSchema {
  const status = route.success ?? 200
  if (status === 204) return { '204': { description: 'Done' } }
  const etag = { ETag: { description: 'For If-None-Match', schema: { type: 'string' } } }
  return {
    [status]: {
      description: status === 201 ? 'Created' : status === 202 ? 'Accepted' : 'OK',
      ...(route.etag && { headers: etag }),
      content: {
        'application/json': { schema: book.convert(response, 'output'), example: examples.response },
      },
    },
  }
}

/** The one address outside the JSON contract: presenters hand it out, signed. */
const signedFile = (book: ResponseBook): OpenApiOperation => ({
  operationId: 'files.open',
  tags: ['files'],
  summary: 'The bytes of a file, at the signed address a presenter gave out; good for at most 10 minutes.',
  security: [{}],
  'x-allow': 'anyone',
  parameters: [
    { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
    { name: 'variant', in: 'path', required: true, schema: { type: 'string', enum: ['view', 'thumb'] } },
    { name: 'e', in: 'query', required: true, description: 'Expiry', schema: { type: 'string' } },
    { name: 's', in: 'query', required: true, description: 'Signature', schema: { type: 'string' } },
  ],
  responses: {
    '200': {
      description: 'The bytes, with the type found in them',
      content: {
        'application/octet-stream': {
          schema: { type: 'string', contentMediaType: 'application/octet-stream' },
        },
      },
    },
    '206': { description: 'The range asked for' },
    '416': { description: 'No such range' },
    ...problemResponses(
      ['internal', 'not_found', 'rate_limited', 'session_ended', 'unauthenticated', 'unavailable'],
      book,
    ),
  },
})
