import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
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
 * refuses everything else, or hangs up at it.
 */
async function startMongo(refusal?: Refusal | 'hangs up'): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      const isMessage = bytes.readInt32LE(12) === 2013
      const command = isMessage ? deserialize(bytes.subarray(21)) : {}
      const isHello = !isMessage || 'hello' in command || 'ismaster' in command
      if (refusal === 'hangs up' && !isHello) {
        socket.destroy()
        return
      }
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
        ...(typeof refusal === 'object' && !isHello && { ok: 0, ...refusal }),
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

  test('a database that is gone while Linli starts', async () => {
    const server = await startMongo('hangs up')
    expectOneSentence(
      await refusal({ MONGODB_URI: `mongodb://127.0.0.1:${portOf(server)}/linli?directConnection=true` }),
      /数据库的连接中断了/,
    )
    server.close()
  })

  test('the embedded database that ends while Linli runs', async () => {
    const server = startServerProcess({ LINLI_DATA_DIR: folder, LINLI_DEMO: 'off' })
    await server.opened
    const [pid] = readFileSync(path.join(folder, 'db/embedded-mongo.lock'), 'utf8').split(' ')
    process.kill(Number(pid), 'SIGKILL')
    const { code, text } = await server.ended
    expectOneSentence({ code, lines: text.trim().split('\n') }, /内置数据库意外退出了/)
  })

  test('an option that Linli does not have', async () => {
    const { ended } = startServerProcess({ LINLI_DATA_DIR: folder, LINLI_DEMO: 'off' }, ['--port', '4000'])
    const { code, text } = await ended
    expectOneSentence({ code, lines: text.trim().split('\n') }, /不认识 --port 4000.*PORT=4000 npm start/)
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

const root = path.resolve(__dirname, '../..')

/** Runs one of the operator's commands on the test's folder. */
async function runCommand(name: string, args: readonly string[]) {
  // As the server: the bundle that `npm test` has just built; it holds every command but `seed`.
  const program =
    process.env['LINLI_TEST_BUNDLE'] === 'fresh' && name !== 'seed'
      ? [path.join(root, 'bff/dist/command.js'), name]
      : ['--import', 'tsx', path.join(root, `bff/scripts/${name}.ts`)]
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', LINLI_DATA_DIR: path.join(folder, 'data') },
  })
  let text = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, lines: text.trim().split('\n') }
}

test('a command that does not know an option says how it is used, and has touched nothing', async () => {
  const names = [
    'seed',
    'db-indexes',
    'db-migrate',
    'audit-verify',
    'calendar',
    'operator',
    'backup',
    'restore',
  ]
  const results = await Promise.all(names.map((name) => runCommand(name, ['--dry-run'])))
  for (const [index, result] of results.entries())
    expectOneSentence(
      result,
      new RegExp(`^用法：npm run ${names[index]?.replace(/^(db|audit)-/, '$1:') ?? ''}`),
    )
  expect(existsSync(path.join(folder, 'data'))).toBe(false)
  // Eight programs that compile themselves first, when the test is run by hand.
}, 180_000)

/** What `npm run dev` would do; starting it would build for minutes. */
function devPlan(args: readonly string[], env: Readonly<Record<string, string>> = {}): unknown {
  const { href } = pathToFileURL(path.join(root, 'scripts/dev-plan.mjs'))
  const asked = JSON.stringify({ args, env, folder })
  const program = `import { devPlan } from '${href}'; console.log(JSON.stringify(devPlan(${asked})))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  return JSON.parse(stdout)
}

describe('npm run dev', () => {
  const at = (port: number) =>
    expect.objectContaining({
      port,
      words: `网页在 http://127.0.0.1:${port + 1}，接口在 http://127.0.0.1:${port}；按 Ctrl-C 停止。`,
    }) as unknown

  test('names the port that the server will take', () => {
    expect(devPlan([])).toEqual(at(3000))
    expect(devPlan([], { PORT: '' })).toEqual(at(3000))
    expect(devPlan([], { PORT: '4100' })).toEqual(at(4100))
    writeFileSync(path.join(folder, '.env'), 'PORT=4200\n')
    expect(devPlan([])).toEqual(at(4200))
    expect(devPlan([], { PORT: '4100' })).toEqual(at(4100))
  })

  test('says what it cannot do', () => {
    expect(devPlan([], { PORT: '0' })).toEqual({ fault: expect.stringContaining('PORT') as string })
    expect(devPlan(['wepp'])).toEqual({ fault: expect.stringContaining('不认识 wepp') as string })
    expect(devPlan(['weapp'])).toMatchObject({ wanted: ['bff', 'h5', 'weapp'] })
  })
})
