import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import Ajv2020 from 'ajv/dist/2020'
import { contract } from '../contract'
import { startTestApp, type TestApp } from '../../test/test-app'
import { API_PREFIX } from './api-router'
import { API_VERSION } from './docs-page'
import { docsHtml } from './docs-html'
import { openApiOf } from './openapi'

interface Media {
  readonly schema: Record<string, unknown>
  readonly example?: unknown
}
interface Operation {
  readonly operationId: string
  readonly parameters?: readonly {
    name: string
    in: string
    required: boolean
    schema: object
    example?: unknown
  }[]
  readonly requestBody?: { readonly content: Record<string, Media> }
  readonly responses: Record<string, { readonly $ref?: string; readonly content?: Record<string, Media> }>
}

const document = openApiOf(contract, API_VERSION)
const operations = Object.entries(document.paths).flatMap(([address, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    address,
    method,
    operation: operation as unknown as Operation,
  })),
)

/** Knows every component under the address by which the document refers to it. */
const ajv = componentsValidator()
function componentsValidator() {
  const made = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, strictRequired: false })
  made.addFormat(
    'date-time',
    (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
  )
  made.addFormat('date', (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)))
  made.addKeyword('components')
  made.addSchema({ $id: 'doc', components: { schemas: document.components.schemas } })
  return made
}
const inDocument = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"doc#/components/')) as object

test('the document is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate(
    JSON.parse(JSON.stringify(document)) as Record<string, unknown>,
  )
  expect(result).toMatchObject({ valid: true })
  expect(document['openapi']).toBe('3.1.0')
})

test('the committed file is what the contract says', () => {
  const committed = readFileSync(path.resolve(__dirname, '../../openapi.json'), 'utf8')
  expect(committed === `${JSON.stringify(document, null, 2)}\n`).toBe(true)
})

test('every component is a schema that compiles, strictly', () => {
  for (const name of Object.keys(document.components.schemas))
    expect(() => ajv.compile({ $ref: `doc#/components/schemas/${name}` })).not.toThrow()
})

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)]
  expect(references.length).toBeGreaterThan(100)
  const components = document.components as unknown as Record<string, Record<string, unknown>>
  for (const [, kind = '', name = ''] of references) expect(components[kind]).toHaveProperty([name])
})

test('path parameters are declared exactly as the path has them', () => {
  for (const { address, operation } of operations) {
    const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
    const named = [...address.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    expect({ address, names: declared.map(({ name }) => name).sort() }).toEqual({
      address,
      names: named.sort(),
    })
    expect(declared.every(({ required }) => required)).toBe(true)
  }
})

test('operation ids are unique', () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
})

test.each(operations.map((entry) => [entry.operation.operationId, entry] as const))(
  '%s: its schemas compile and its examples fit them',
  (_, { operation }) => {
    const contents = [
      ...Object.values(operation.requestBody?.content ?? {}),
      ...Object.values(operation.responses).flatMap(({ content = {} }) => Object.values(content)),
    ]
    for (const { schema, example } of contents) {
      const validate = ajv.compile(inDocument(schema))
      if (example === undefined) continue
      validate(example)
      expect(validate.errors ?? []).toEqual([])
    }
    for (const { schema, example } of operation.parameters ?? []) {
      const validate = ajv.compile(inDocument(schema))
      if (example !== undefined) expect(validate(example)).toBe(true)
    }
  },
)

test('every operation with a body or an answer shows an example', () => {
  for (const { operation } of operations) {
    if (operation.operationId === 'files.open') continue
    for (const [type, { example }] of Object.entries(operation.requestBody?.content ?? {}))
      if (type === 'application/json')
        expect({ id: operation.operationId, example }).toHaveProperty('example')
    for (const [status, { content = {} }] of Object.entries(operation.responses))
      if (status.startsWith('2'))
        for (const { example } of Object.values(content))
          expect(example === undefined ? operation.operationId : 'shown').toBe('shown')
  }
})

test('who must be signed in is said as security, and creating requests ask for their key', () => {
  for (const { feature, routes } of contract)
    for (const [name, route] of Object.entries(routes)) {
      const operation = document.paths[API_PREFIX + route.path]?.[route.method.toLowerCase()] as unknown as
        (Operation & { security: object[] }) | undefined
      expect(operation?.operationId).toBe(`${feature}.${name}`)
      expect(operation?.security).toEqual(route.allow === 'anyone' ? [{}, { bearer: [] }] : [{ bearer: [] }])
      const keys = operation?.parameters?.filter((parameter) => parameter.name === 'Idempotency-Key') ?? []
      expect(keys).toHaveLength(route.idempotent ? 1 : 0)
    }
})

test('the readable page shows text from the contract as text', () => {
  const html = docsHtml({
    ...document,
    info: { ...document.info, description: '<script>alert(1)</script>' },
  })
  expect(html).not.toContain('<script>')
})

describe('the running application', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
  })
  afterAll(() => app.close())

  test('serves the document it was made from', async () => {
    const answer = await app.visitor.get('//openapi.json')
    expect(answer.body).toEqual(JSON.parse(JSON.stringify(document)))
  })

  test('answers every operation of the contract, and no other', () => {
    const served = app.deps.features.flatMap(({ operations: own }) =>
      own.map(({ route }) => `${route.method} ${route.path}`),
    )
    const promised = contract.flatMap(({ routes }) =>
      Object.values(routes).map((route) => `${route.method} ${route.path}`),
    )
    expect(served.sort()).toEqual(promised.sort())
  })
})
