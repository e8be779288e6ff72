import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Writable } from 'node:stream'
import { readMultipartBody, type MultipartBody, type OpenSink } from './multipart-body'

const BOUNDARY = 'linli-boundary'
const part = (name: string, bytes: string): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: image/png\r\n\r\n${bytes}\r\n`
const END = `--${BOUNDARY}--\r\n`

type Outcome = { readonly body: MultipartBody } | { readonly error: unknown }

let folder: string
let server: Server
let openSink: OpenSink | undefined
let outcomes: ((outcome: Outcome) => void)[] = []

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'linli-parts-'))
  openSink = undefined
  outcomes = []
  server = createServer((request, response) => {
    readMultipartBody(request, folder, openSink)
      .then((body): Outcome => ({ body }))
      .catch((error: unknown): Outcome => ({ error }))
      .then((outcome) => {
        response.end('heard')
        outcomes.shift()?.(outcome)
      })
      .catch(() => undefined)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

/** Sends the head of an upload and what is given of its body; what became of it, and the connection. */
function send(body: string, { length = Buffer.byteLength(body), headers = '' } = {}) {
  const outcome = new Promise<Outcome>((resolve) => outcomes.push(resolve))
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const heard = new Promise<string>((resolve) => {
    let text = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (text.endsWith('heard')) resolve(text)
    })
  })
  socket.write(
    `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=${BOUNDARY}\r\n${headers}` +
      `Content-Length: ${length}\r\n\r\n${body}`,
  )
  return { outcome, socket, heard }
}
const errorOf = (outcome: Outcome): unknown => ('error' in outcome ? outcome.error : null)

test('the file lies in a folder of its own until it is removed', async () => {
  const { outcome } = send(part('灯.png', 'bytes') + END)
  const arrived = await outcome
  if (!('body' in arrived)) throw arrived.error
  expect(arrived.body.upload).toMatchObject({ name: '灯.png', bytes: 5 })
  expect(await readFile(arrived.body.upload.path, 'utf8')).toBe('bytes')
  await arrived.body.remove()
  expect(readdirSync(folder)).toEqual([])
})

test.each([
  ['before the file', ''],
  ['in the middle of the file', part('灯.png', 'x'.repeat(300_000)).slice(0, 200_000)],
  ['between the parts', part('灯.png', 'whole')],
])('whoever leaves %s is given up, and nothing stays behind', async (_where, body) => {
  const { outcome, socket } = send(body, { length: 1_000_000 })
  await once(socket, 'connect')
  await once(server, 'request')
  socket.destroy()
  expect(errorOf(await outcome)).toMatchObject({ code: 'validation_failed' })
  expect(readdirSync(folder)).toEqual([])
})

test('a disk that is full ends the upload at once, as what it is, and the sender gets to hear it', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
  })
  openSink = () =>
    Object.assign(new Writable({ write: (_chunk, _encoding, done) => done(full) }), { bytesWritten: 0 })
  const { outcome, heard } = send(part('灯.png', 'x'.repeat(3_000_000)) + END)
  expect(errorOf(await outcome)).toBe(full)
  expect(await heard).toMatch(/^HTTP\/1\.1 200/)
  expect(readdirSync(folder)).toEqual([])
})

test('a body packed on the way is refused by its type', async () => {
  const { outcome } = send('anything', { headers: 'Content-Encoding: gzip\r\n' })
  expect(errorOf(await outcome)).toMatchObject({ code: 'unsupported_media_type' })
})
