import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { startTestApp, type TestApp } from '../../test/test-app'

let app: TestApp
let folder: string
const SCRIPT = `console.log('${'邻里'.repeat(800)}')`

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'linli-page-'))
  mkdirSync(path.join(folder, 'page/js'), { recursive: true })
  writeFileSync(path.join(folder, 'secret.txt'), 'outside')
  writeFileSync(path.join(folder, 'page/index.html'), '<!doctype html><title>邻里智治</title>')
  writeFileSync(path.join(folder, 'page/js/app.0a1b2c3d.js'), SCRIPT)
  writeFileSync(path.join(folder, 'page/js/app.0a1b2c3d.js.br'), brotliCompressSync(SCRIPT))
  writeFileSync(path.join(folder, 'page/.hidden'), 'hidden')
  app = await startTestApp({ pageDir: path.join(folder, 'page') })
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The path as it stands: fetch would tidy it up before it is sent. */
function get(address: string, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(app.url)
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      request({ hostname, port, path: address, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        )
      })
        .on('error', reject)
        .end()
    },
  )
}

test.each(['/', '/index.html', '/pages/notice/detail?id=1', '/packages/staff/notices'])(
  '%s is the page, never kept without asking',
  async (address) => {
    const { status, headers, body } = await get(address)
    expect([status, headers['cache-control']]).toEqual([200, 'no-cache'])
    expect(headers['content-type']).toContain('text/html')
    expect(body.toString()).toContain('邻里智治')
  },
)

test('a file named by its content is kept for ever, and its compressed form is sent as it lies there', async () => {
  const plain = await get('/js/app.0a1b2c3d.js')
  expect(plain.headers['cache-control']).toBe('max-age=31536000,immutable')
  expect(plain.body.toString()).toBe(SCRIPT)
  const packed = await get('/js/app.0a1b2c3d.js', { 'accept-encoding': 'br' })
  expect(packed.headers['content-encoding']).toBe('br')
  expect(packed.headers['content-type']).toContain('javascript')
  expect(brotliDecompressSync(packed.body).toString()).toBe(SCRIPT)
})

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/js/..%2f..%2fsecret.txt',
  '/..%5csecret.txt',
  '/js/app%00.js',
  '/.hidden',
  '/js/nothing.js',
  '/js/%E0%A4%A.js',
])('%s opens nothing', async (address) => {
  const { status, headers, body } = await get(address)
  expect([status, headers['content-type']]).toEqual([404, 'application/problem+json'])
  expect(body.toString()).not.toContain('outside')
})

test.each([
  ['/api/v1/nothing', 'application/problem+json'],
  ['/open311/v2/nothing', 'text/xml; charset=utf-8'],
  ['/api/nothing', 'application/problem+json'],
])('%s never answers with the page', async (address, type) => {
  const answer = await get(address)
  expect(answer.status).toBe(404)
  expect(answer.headers['content-type']).toBe(type)
})
