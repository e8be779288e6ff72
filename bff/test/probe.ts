import { request as httpRequest } from 'node:http'
import * as z from 'zod/mini'
import type { RouteTable, SchemaTable } from '@linli/shared/contract'
import { implement } from '../src/http/implement'
import { sharedAnswer } from '../src/platform/shared-answer'
import type { TestApp } from './test-app'

const probeRoutes = {
  open: { method: 'GET', path: '/probe/open', allow: 'anyone', summary: 'Anyone.', consentFree: true },
  mine: { method: 'GET', path: '/probe/mine', allow: 'signed-in', summary: 'Signed in.', etag: true },
  shared: {
    ...{ method: 'GET', path: '/probe/shared', allow: 'anyone', summary: 'The same for everybody.' },
    ...{ consentFree: true, etag: true },
  },
  staff: { method: 'GET', path: '/probe/staff', allow: ['community_staff'], summary: 'Staff.' },
  one: { method: 'GET', path: '/probe/{id}', allow: 'anyone', summary: 'By id.', consentFree: true },
  write: { method: 'POST', path: '/probe', allow: 'signed-in', summary: 'Writes.', success: 201 },
  boom: { method: 'POST', path: '/probe/boom', allow: 'anyone', summary: 'A fault.', consentFree: true },
  fault: { method: 'GET', path: '/probe/fault', allow: 'anyone', summary: 'A fault.', consentFree: true },
  leaky: { method: 'GET', path: '/probe/leaky', allow: 'anyone', summary: 'Too much.', consentFree: true },
} as const satisfies RouteTable

/** The answer of routes that only say that they were reached. */
export const ok = z.object({ ok: z.boolean() })
/** What every schema of a test's own routes needs beside its answer. */
export const example = { examples: { response: { ok: true } }, errors: [] }
const probeSchemas = {
  open: { response: ok, ...example },
  mine: { response: z.object({ who: z.string(), filler: z.string() }), ...example },
  shared: { response: z.object({ filler: z.string() }), ...example },
  staff: { response: ok, ...example },
  one: { params: z.strictObject({ id: z.string() }), response: z.object({ id: z.string() }), ...example },
  write: {
    body: z.strictObject({
      text: z.string().check(z.maxLength(10)),
      many: z.optional(z.array(z.object({ at: z.number() }))),
      kind: z.optional(z.enum(['a', 'b'])),
    }),
    query: z.strictObject({ page: z.optional(z.coerce.number().check(z.int())) }),
    response: z.object({ text: z.string() }),
    ...example,
  },
  boom: { response: ok, ...example },
  fault: { response: ok, ...example },
  leaky: { response: ok, ...example },
} satisfies SchemaTable<typeof probeRoutes>

const forEverybody = sharedAnswer({ filler: '邻'.repeat(2000), stray: 'never told' })

const fails = async () => {
  throw new Error('secret detail 13800000001')
}

/** Routes that show what the door does, and do nothing themselves. */
export const probe = implement(
  probeRoutes,
  probeSchemas,
)({
  open: async () => ({ ok: true }),
  mine: async ({ actor }) => ({ who: actor.accountId, filler: '邻'.repeat(2000) }),
  shared: async () => forEverybody,
  staff: async () => ({ ok: true }),
  one: async ({ params }) => ({ id: params.id }),
  write: async ({ body }) => ({ text: body.text }),
  boom: fails,
  fault: fails,
  leaky: async () => {
    const row = { ok: true, phone: '13800000001' }
    return row
  },
})

/** A request as bytes, for what fetch would not send. */
export function rawRequest(
  app: TestApp,
  options: {
    method?: string
    path: string
    headers?: Record<string, string | number>
    body?: Buffer | string
  },
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(app.url)
    const request = httpRequest(
      { hostname, port, method: options.method ?? 'GET', path: options.path, headers: options.headers ?? {} },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      },
    )
    request.on('error', reject)
    request.end(options.body)
  })
}

/** The code of a problem document. */
export const codeOf = (answer: { text: string }): unknown =>
  (JSON.parse(answer.text) as { code?: unknown }).code
