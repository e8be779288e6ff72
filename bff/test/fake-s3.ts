import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FakeS3 {
  readonly endpoint: string
  readonly objects: Map<string, { bytes: Buffer; mime: string }>
  /** The next requests answer this status instead of doing anything. */
  failNext(status: number, times: number): void
  close(): Promise<void>
}

/** A store on loopback that refuses what a strict S3 refuses: no signature, no length, or a hash that is not the body's. */
export async function startFakeS3(): Promise<FakeS3> {
  const objects = new Map<string, { bytes: Buffer; mime: string }>()
  let failing = { status: 0, times: 0 }
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const end = (status: number, bytes: Buffer | string = ''): void => {
        response.writeHead(status).end(bytes)
      }
      if (failing.times > 0) {
        failing = { ...failing, times: failing.times - 1 }
        return end(failing.status)
      }
      const signed = /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[^/]+\/s3\/aws4_request, SignedHeaders=/
      if (!signed.test(request.headers.authorization ?? '')) return end(403)
      const key = request.url ?? ''
      if (request.method === 'PUT') {
        if (request.headers['content-length'] === undefined) return end(411)
        const hash = request.headers['x-amz-content-sha256']
        if (hash !== 'UNSIGNED-PAYLOAD' && hash !== createHash('sha256').update(body).digest('hex'))
          return end(400)
        objects.set(key, { bytes: body, mime: request.headers['content-type'] ?? '' })
        return end(200)
      }
      if (request.method === 'DELETE') {
        objects.delete(key)
        return end(204)
      }
      const found = objects.get(key)
      const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
      if (found && range) return end(206, found.bytes.subarray(Number(range[1]), Number(range[2]) + 1))
      return found ? end(200, found.bytes) : end(404)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    failNext(status, times) {
      failing = { status, times }
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
