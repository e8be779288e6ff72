import { createServer } from 'node:net'
import { serialize, type Document } from 'bson'

/**
 * The ceiling: a server that reads only the length, the request id and the command's name, and answers finished
 * bytes. What a client measures against it is the client.
 */
const REPLIES: Record<string, Document> = {
  insert: { n: 1, ok: 1 },
  update: { n: 1, nModified: 1, ok: 1 },
  commitTransaction: { ok: 1 },
  endSessions: { ok: 1 },
  ping: { ok: 1 },
}

function helloReply(address: string): Document {
  return {
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    setName: 'embedded',
    setVersion: 1,
    hosts: [address],
    me: address,
    primary: address,
    secondary: false,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: 1,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    ok: 1,
  }
}

function message(document: Document, old: boolean): Buffer {
  const body = Buffer.from(serialize(document))
  const head = Buffer.alloc(old ? 36 : 21)
  head.writeInt32LE(head.length + body.length, 0)
  head.writeInt32LE(old ? 1 : 2013, 12)
  if (old) head.writeInt32LE(1, 32)
  return Buffer.concat([head, body])
}

/** @param document what every find answers */
export function startFixedServer(document: Document): void {
  const ready = new Map<string, Buffer>()
  const server = createServer((socket) => {
    socket.setNoDelay(true)
    let rest: Buffer = Buffer.alloc(0)
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      while (rest.length >= 16 && rest.length >= rest.readInt32LE(0)) {
        const request = rest.subarray(0, rest.readInt32LE(0))
        rest = rest.subarray(request.length)
        const old = request.readInt32LE(12) === 2004
        const reply = old ? ready.get('old') : replyTo(request)
        if (!reply || (!old && (request.readInt32LE(16) & 2) !== 0)) continue
        const copy = Buffer.from(reply)
        copy.writeInt32LE(request.readInt32LE(4), 8)
        socket.write(copy)
      }
    })
  })
  const replyTo = (request: Buffer): Buffer | undefined => {
    const end = request.indexOf(0, 26)
    return ready.get(request.toString('latin1', 26, end)) ?? ready.get('ping')
  }
  server.listen({ host: '127.0.0.1', port: 0 }, () => {
    const address = server.address()
    const here = typeof address === 'object' && address ? `127.0.0.1:${address.port}` : ''
    for (const [name, reply] of Object.entries(REPLIES)) ready.set(name, message(reply, false))
    ready.set(
      'find',
      message({ cursor: { firstBatch: [document], id: 0n, ns: 'bench.items' }, ok: 1 }, false),
    )
    ready.set('hello', message(helloReply(here), false))
    ready.set('old', message(helloReply(here), true))
    process.stdout.write(`mongodb://${here}/?replicaSet=embedded\n`)
  })
  process.stdin.on('end', () => process.exit(0)).resume()
}
