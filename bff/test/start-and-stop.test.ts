import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deserialize, serialize } from 'bson'
import { startServerProcess } from './server-process'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'linli-start-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const portOf = (server: Server): number => (server.address() as AddressInfo).port

/** What a server answers to anything but `hello`. */
type Refusal = Readonly<{ code: number; codeName: string; errmsg: string }>

/**
 * A MongoDB server that answers `hello`. It stands alone and knows no replica set, or it is the only member of one and
 * refuses everything else.
 */
async function startMongo(refusal?: Refusal): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      const isMessage = bytes.readInt32LE(12) === 2013
      const command = isMessage ? deserialize(bytes.subarray(21)) : {}
      const isHello = !isMessage || 'hello' in command || 'ismaster' in command
      const reply = serialize({
        ok: 1,
        isWritablePrimary: true,
        maxWireVersion: 21,
        minWireVersion: 0,
        maxBsonObjectSize: 16_777_216,
        maxMessageSizeBytes: 48_000_000,
        maxWriteBatchSize: 100_000,
        ...('ping' in command && { ping: 1 }),
        ...(refusal && { setName: 'rs0', hosts: [`127.0.0.1:${portOf(server)}`], setVersion: 1 }),
        ...(refusal && !isHello && { ok: 0, ...refusal }),
      })
      const requestId = bytes.readInt32LE(4)
      const head = Buffer.alloc(isMessage ? 21 : 36)
      head.writeInt32LE(head.length + reply.length, 0)
      head.writeInt32LE(requestId, 8)
      head.writeInt32LE(isMessage ? 2013 : 1, 12)
      // OP_REPLY, which the first handshake of a driver expects, counts its documents.
      if (!isMessage) head.writeInt32LE(1, 32)
      socket.write(Buffer.concat([head, reply]))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

async function refusal(settings: Readonly<Record<string, string>>) {
  const { ended } = startServerProcess({ LINLI_DATA_DIR: folder, LINLI_DEMO: 'off', ...settings })
  const { code, text } = await ended
  return { code, lines: text.trim().split('\n') }
}

/** One sentence in Chinese, and nothing of the inside. */
function expectOneSentence({ code, lines }: { code: number | null; lines: string[] }, part: RegExp): void {
  expect(code).toBe(1)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(part)
  expect(lines[0]).not.toMatch(/\bat .+:\d+|Error:/)
}

describe('what a person can mend is said in one sentence, with exit code 1', () => {
  test('a port in use', async () => {
    const other = createHttpServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const port = String(portOf(other))
    expectOneSentence(await refusal({ PORT: port }), new RegExp(`端口 ${port} 已经被占用`))
    other.close()
  })

  test('a data folder that cannot be written', async () => {
    const file = path.join(folder, 'a-file')
    writeFileSync(file, '')
    expectOneSentence(await refusal({ LINLI_DATA_DIR: path.join(file, 'data') }), /不能写入/)
  })

  test('a data folder that a running Linli has open', async () => {
    const first = startServerProcess({ LINLI_DATA_DIR: folder, LINLI_DEMO: 'off' })
    await first.opened
    expectOneSentence(await refusal({}), /正被另一个程序使用（进程 \d+）.*LINLI_DATA_DIR/)
    first.child.stdin.end()
    expect((await first.ended).code).toBe(0)
  })

  test('a MONGODB_URI where nobody answers, without its password in the sentence', async () => {
    const result = await refusal({ MONGODB_URI: 'mongodb://user:geheim@127.0.0.1:1/linli' })
    expectOneSentence(result, /连不上 MONGODB_URI/)
    expect(result.lines[0]).not.toContain('geheim')
  })

  test('a MONGODB_URI that is none', async () => {
    expectOneSentence(await refusal({ MONGODB_URI: 'localhost:27017' }), /MONGODB_URI 要以 mongodb:/)
  })

  test('a database without transactions', async () => {
    const standalone = await startMongo()
    expectOneSentence(
      await refusal({ MONGODB_URI: `mongodb://127.0.0.1:${portOf(standalone)}/linli` }),
      /不支持事务/,
    )
    standalone.close()
  })

  test.each([
    ['an account that may not read', { code: 13, codeName: 'Unauthorized' }, /账号不能读写/],
    ['a member that may not write', { code: 10107, codeName: 'NotWritablePrimary' }, /不能写入的一台/],
  ])('%s', async (_, refused, part) => {
    const server = await startMongo({ ...refused, errmsg: 'refused' })
    expectOneSentence(
      await refusal({ MONGODB_URI: `mongodb://127.0.0.1:${portOf(server)}/linli?directConnection=true` }),
      part,
    )
    server.close()
  })

  test('a missing secret in production', async () => {
    const settings = { NODE_ENV: 'production', LINLI_DATA_DIR: folder }
    expectOneSentence(await refusal(settings), /LINLI_SECRET/)
  })

  test.each([
    ['on another address than this machine', { HOST: '0.0.0.0' }, /HOST/],
    ['in production', { NODE_ENV: 'production', LINLI_SECRET: 'x'.repeat(40) }, /production/],
  ])('the demo %s', async (_, settings, part) => {
    expectOneSentence(await refusal({ LINLI_DEMO: 'on', ...settings }), part)
  })
})

test('every wrong setting is named at once', async () => {
  const { code, lines } = await refusal({ PORT: 'x', LINLI_WORKER: 'maybe', METRICS_TOKEN: 'short' })
  expect(code).toBe(1)
  expect(lines).toHaveLength(3)
})

test('it opens, keeps its secret to itself, finishes what it is answering, and ends with 0', async () => {
  const server = startServerProcess({ LINLI_DATA_DIR: folder, LINLI_DEMO: 'off' })
  const { port, hostname } = new URL(await server.opened)
  expect(server.output()).toContain('内置数据库')
  expect(statSync(path.join(folder, 'secret')).mode & 0o777).toBe(0o600)

  // Half a request is on its way when the signal comes.
  const body = JSON.stringify({ phone: '12345' })
  const request = httpRequest({
    port,
    hostname,
    method: 'POST',
    path: '/api/v1/session/sms-codes',
    headers: { 'content-type': 'application/json', 'content-length': body.length },
  })
  request.write(body.slice(0, 5))
  await once(request, 'socket')
  const idle = await fetch(`http://${hostname}:${port}/healthz`)
  expect(idle.status).toBe(200)

  server.child.kill('SIGTERM')
  await untilRefused(`http://${hostname}:${port}/healthz`)
  const answered = once(request, 'response') as Promise<[IncomingMessage]>
  request.end(body.slice(5))
  const [response] = await answered
  response.resume()
  expect(response.statusCode).toBe(400)
  expect(response.headers.connection).toBe('close')
  expect(await server.ended).toMatchObject({ code: 0, signal: null, text: '' })
})

test('a server whose starter is gone ends by itself, and lets go of its data', async () => {
  const orphan = startServerProcess({ LINLI_DATA_DIR: folder, LINLI_DEMO: 'off' })
  await orphan.opened
  orphan.child.stdin.destroy()
  expect(await orphan.ended).toMatchObject({ code: 0, signal: null })
  const next = startServerProcess({ LINLI_DATA_DIR: folder, LINLI_DEMO: 'off' })
  await next.opened
  next.child.kill('SIGTERM')
  expect((await next.ended).code).toBe(0)
})

/** The listening socket is closed: new connections find nobody. */
async function untilRefused(url: string): Promise<void> {
  for (;;) {
    try {
      const { headers } = await fetch(url, { headers: { connection: 'close' } })
      expect(headers.get('connection')).toBe('close')
    } catch {
      return
    }
  }
}

test('a folder begun without the demo never becomes one, and a demo never becomes real', async () => {
  const begun = startServerProcess({ LINLI_DATA_DIR: folder, LINLI_DEMO: 'off' })
  const address = await begun.opened
  const demo = await fetch(`${address}/api/v1/session/demo`)
  expect(demo.status).toBe(404)
  begun.child.kill('SIGINT')
  expect((await begun.ended).code).toBe(0)

  expectOneSentence(await refusal({ LINLI_DEMO: 'on' }), /已有正式数据/)
  const again = startServerProcess({ LINLI_DATA_DIR: folder })
  expect((await fetch(`${await again.opened}/api/v1/session/demo`)).status).toBe(404)
  again.child.kill('SIGTERM')
  expect((await again.ended).code).toBe(0)
})
