import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { isTooSlow, watchBodies } from './slow-bodies'

const PATIENCE_MS = 60_000
const MEGABYTE = 1024 * 1024

test.each([
  ['a byte a second, after a minute', { elapsedMs: 61_000, idleMs: 900, bytes: 61 }, true],
  ['a byte a second, within the minute', { elapsedMs: 59_000, idleMs: 900, bytes: 59 }, false],
  [
    '20 MB at one megabit a second, near the end',
    { elapsedMs: 160_000, idleMs: 20, bytes: 19 * MEGABYTE },
    false,
  ],
  ['a film that stopped coming', { elapsedMs: 90_000, idleMs: 60_001, bytes: 19 * MEGABYTE }, true],
  ['one that waited in an underpass', { elapsedMs: 90_000, idleMs: 45_000, bytes: 4 * MEGABYTE }, false],
  ['bursts of nearly nothing', { elapsedMs: 200_000, idleMs: 1_000, bytes: MEGABYTE }, true],
])('%s: too slow is %s', (_, arrival, expected) => {
  expect(isTooSlow(arrival, PATIENCE_MS)).toBe(expected)
})

describe('on a server', () => {
  let server: Server
  let at = 0
  let arrived = 0
  let onBytes = () => {}

  beforeEach(async () => {
    ;[at, arrived] = [0, 0]
    server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => {
        arrived += chunk.length
        onBytes()
      })
      request.on('end', () => response.end('heard'))
    })
    server.on('clientError', (_error, socket) => socket.destroy())
    watchBodies(server, { patienceMs: PATIENCE_MS, checkMs: 1, now: () => at })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  async function begin(length: number): Promise<Socket> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.on('error', () => undefined)
    const asked = once(server, 'request')
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`)
    await asked
    return socket
  }
  async function send(socket: Socket, bytes: number): Promise<void> {
    const wanted = arrived + bytes
    const whole = new Promise<void>((resolve) => {
      onBytes = () => arrived >= wanted && resolve()
    })
    socket.write(Buffer.alloc(bytes))
    await whole
  }
  /**
   * A minute in which the upload goes on. Beside it somebody sends nothing, and is cut in a round that has looked at
   * everybody who began earlier.
   */
  async function minuteWith(upload: Socket, bytes: number): Promise<void> {
    const nobody = await begin(10)
    const cut = once(nobody, 'close')
    at += 40_000
    await send(upload, bytes)
    at += 20_001
    await cut
  }

  test('an upload that keeps coming outlives the minute, and what trickles beside it does not', async () => {
    const upload = await begin(6 * MEGABYTE + 1)
    const answer = once(upload, 'data')
    for (let minute = 0; minute < 3; minute += 1) {
      await minuteWith(upload, 2 * MEGABYTE)
      expect(upload.destroyed).toBe(false)
    }
    upload.write('x')
    expect(String((await answer)[0])).toContain('heard')
  })

  test('an upload that stops coming is cut, however much of it has come', async () => {
    const upload = await begin(6 * MEGABYTE)
    const cut = once(upload, 'close')
    await minuteWith(upload, 5 * MEGABYTE)
    expect(upload.destroyed).toBe(false)
    at += PATIENCE_MS + 1
    await cut
  })
})
