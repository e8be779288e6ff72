import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setImmediate as endOfTurn } from 'node:timers/promises'
import type { Problem } from '@linli/shared/errors'
import { probe } from '../../test/probe'
import { startTestApp, type TestApp } from '../../test/test-app'
import { createApp } from '../app'
import type { BrokenLine } from './broken-request'
import { listen, type ListeningServer, type Patience } from './server'

// What a browser never sends: bytes by hand against the server as `npm start` opens it.

const SHORT: Patience = { bodyMs: 400, headersMs: 200, checkMs: 20 }

let app: TestApp
let server: ListeningServer
let lines: BrokenLine[] = []

async function open(patience?: Patience): Promise<void> {
  server = await listen({
    ...{ host: '127.0.0.1', port: 0, listener: () => undefined },
    ...(patience && { patience }),
  })
  const answer = createApp(app.deps, { pageDir: '/nowhere' }).callback()
  let ids = 0
  server.setListener((request, response) => void answer(request, response), {
    nextId: () => `req_broken${++ids}`,
    tell: (line) => lines.push(line),
  })
}
beforeAll(async () => {
  app = await startTestApp({ overrides: { features: () => [probe] } })
})
afterAll(() => app.close())
beforeEach(() => {
  lines = []
})
afterEach(() => server.close(0))

async function dial(): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1')
  await once(socket, 'connect')
  return socket
}
/** Everything that comes until the server hangs up. */
async function read(socket: Socket): Promise<string> {
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  // A connection that is cut while more is being sent is reset; what had come before counts.
  socket.on('error', () => undefined)
  await once(socket, 'close')
  return text
}
async function sent(bytes: string): Promise<string> {
  const socket = await dial()
  const answer = read(socket)
  socket.write(bytes)
  return answer
}
/** The lines of a request, which may end a moment after its sender was hung up on. */
async function linesOf(id: string) {
  const found = () => app.logs.filter((line) => line['requestId'] === id)
  while (found().length === 0) await endOfTurn()
  return found()
}
const problemIn = (text: string): Problem => JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)) as Problem

describe('what is no request', () => {
  beforeEach(() => open())

  test.each([
    ['rubbish', '\x16\x03\x01 not a request\r\n\r\n', 400, 'malformed_request'],
    [
      'a header of 64 KB',
      `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(65_536)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    [
      'two lengths of one body',
      'POST /api/v1/probe HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'malformed_request',
    ],
    [
      'a header in two lines',
      'GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: 1\n\r b: 2\r\n\r\n',
      400,
      'malformed_request',
    ],
  ])('%s is answered with a problem and one line, and hung up on', async (_name, bytes, status, code) => {
    const answer = await sent(bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer).toContain('Content-Type: application/problem+json')
    const { requestId, ...problem } = problemIn(answer)
    expect(problem).toMatchObject({ status, code, type: `urn:linli:problem:${code}` })
    expect(problem.detail).toMatch(/\p{Script=Han}/u)
    expect(lines).toEqual([{ requestId, problem: code, reason: expect.any(String) as string }])
  })

  test('several requests sent at once are answered in their order, each with its own line', async () => {
    const before = app.logs.length
    const ask = (id: string, close = '') =>
      `GET /api/v1/probe/${id} HTTP/1.1\r\nHost: x\r\nX-Request-Id: pipelined-${id}\r\n${close}\r\n`
    const answer = await sent(ask('one') + ask('two') + ask('three', 'Connection: close\r\n'))
    expect(answer.match(/"id":"\w+"/g)).toEqual(['"id":"one"', '"id":"two"', '"id":"three"'])
    expect(app.logs.slice(before).map((line) => line['requestId'])).toEqual([
      'pipelined-one',
      'pipelined-two',
      'pipelined-three',
    ])
  })

  test('rubbish behind a good request does not spoil its answer', async () => {
    const answer = await sent('GET /api/v1/probe/one HTTP/1.1\r\nHost: x\r\n\r\nrubbish rubbish\r\n\r\n')
    expect(answer).toContain('{"id":"one"}')
    expect(answer.match(/^HTTP\/1\.1 200 /gm)).toHaveLength(1)
  })

  test('whoever is refused and leaves in the middle of the body has one line', async () => {
    const socket = await dial()
    const heard = once(socket, 'data')
    socket.write(
      'POST /api/v1/probe HTTP/1.1\r\nHost: x\r\nX-Request-Id: left-in-the-middle\r\nContent-Length: 9000\r\n\r\n{',
    )
    expect(String((await heard)[0])).toMatch(/^HTTP\/1\.1 401 /)
    socket.end()
    await once(socket, 'close')
    expect(await linesOf('left-in-the-middle')).toHaveLength(1)
    expect(lines).toEqual([])
  })

  test.each(['../../etc', 'evil.example:99999', '"><script>', 'a'.repeat(4_000)])(
    'the host a caller names changes nothing: %.20s',
    async (host) => {
      const answer = await sent(
        `GET /api/v1/probe/one HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-Host: ${host}\r\nConnection: close\r\n\r\n`,
      )
      expect(answer).toMatch(/^HTTP\/1\.1 200 /)
      expect(answer).not.toContain(host)
    },
  )
})

describe('who takes too long', () => {
  beforeEach(() => open(SHORT))

  test('over the headers hears it and is hung up on', async () => {
    const answer = await sent('GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: a')
    expect(problemIn(answer)).toMatchObject({ status: 408, code: 'request_timeout' })
    expect(lines).toMatchObject([{ reason: 'ERR_HTTP_REQUEST_TIMEOUT' }])
  })

  test('over the body hears it under the id of the request, which ends with its one line', async () => {
    const id = 'slow-body-1234'
    const answer = await sent(
      `POST /api/v1/probe HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${id}\r\nContent-Type: application/json\r\n` +
        `Authorization: Bearer ${app.tokenOf('resident')}\r\nContent-Length: 100\r\n\r\n{"text":`,
    )
    expect(problemIn(answer)).toMatchObject({ code: 'request_timeout', requestId: id })
    expect(lines).toEqual([])
    expect(await linesOf(id)).toMatchObject([{ problem: 'malformed_json' }])
  })

  test('and says nothing at all is let go without a word', async () => {
    expect(await read(await dial())).toBe('')
    expect(lines).toEqual([])
  })
})
