import { connect, type Socket } from 'node:net'
import { deserialize, serialize } from 'bson'
import type { Document } from 'mongodb'

/** A connection to a server as a client without a driver has it. */
export async function openSocket(uri: string): Promise<Socket> {
  const socket = connect(Number(new URL(uri).port), '127.0.0.1')
  await new Promise<void>((resolve, reject) => socket.once('connect', () => resolve()).once('error', reject))
  return socket
}

/** One command as an OP_MSG of one section. */
export function frame(body: Document, flags = 0): Buffer {
  const bytes = serialize({ ...body, $db: 'test' })
  const message = Buffer.alloc(21 + bytes.length)
  message.writeInt32LE(message.length, 0)
  message.writeInt32LE(1, 4)
  message.writeInt32LE(2013, 12)
  message.writeInt32LE(flags, 16)
  message.set(bytes, 21)
  return message
}

/** The next `count` replies. */
export function replies(socket: Socket, count: number): Promise<Document[]> {
  return new Promise((resolve, reject) => {
    let rest: Buffer = Buffer.alloc(0)
    const found: Document[] = []
    socket.once('close', () => reject(new Error('closed')))
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk])
      while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
        const size = rest.readInt32LE(0)
        found.push(deserialize(rest.subarray(21, size)))
        rest = rest.subarray(size)
      }
      if (found.length >= count) resolve(found)
    })
  })
}

/** Asks one command on a connection of its own. */
export async function ask(uri: string, body: Document): Promise<Document> {
  const socket = await openSocket(uri)
  socket.write(frame(body))
  const [reply] = await replies(socket, 1)
  socket.destroy()
  return reply ?? {}
}
