import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

const dist = path.resolve(__dirname, '../../dist/h5')
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
}

/** The policy the server sends in production: a script of another origin or inside the page must not run. */
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'"

/** The built web page behind a strict policy, with an API that is out of order. */
export function hostWithoutApi(): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    const url = (request.url ?? '/').split('?')[0] ?? '/'
    if (url.startsWith('/api/')) {
      response.writeHead(503, { 'content-type': 'application/problem+json' })
      response.end(
        JSON.stringify({
          type: 'urn:linli:problem:unavailable',
          title: 'Unavailable',
          status: 503,
          detail: '系统正在启动或维护，请过一会儿再试',
          code: 'unavailable',
          requestId: 'req_test',
        }),
      )
      return
    }
    const ending = path.extname(url)
    const file = path.join(dist, ending === '' ? 'index.html' : path.normalize(url))
    readFile(file).then(
      (bytes) => {
        response.writeHead(200, {
          'content-type': types[ending] ?? types['.html'],
          'content-security-policy': policy,
        })
        response.end(bytes)
      },
      () => response.writeHead(404).end(),
    )
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve({ server, address: `http://127.0.0.1:${port}` })
    })
  })
}
