import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { Binary, deserialize, Long, serialize, type Document } from 'bson'

/** One connection that speaks just enough of the protocol to send prepared commands and wait for each reply. */
export class RawConnection {
  private rest: Buffer = Buffer.alloc(0)
  private waiting: ((reply: Buffer) => void) | undefined
  private lastId = 0
  private txnNumber = 0
  private readonly lsid = { id: new Binary(randomBytes(16), Binary.SUBTYPE_UUID) }

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => {
      this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk])
      if (this.rest.length < 4 || this.rest.length < this.rest.readInt32LE(0)) return
      const size = this.rest.readInt32LE(0)
      const reply = this.rest.subarray(0, size)
      this.rest = this.rest.subarray(size)
      this.waiting?.(reply)
    })
  }

  static async open(uri: string): Promise<RawConnection> {
    const { hostname, port } = new URL(uri)
    const socket = connect(Number(port), hostname)
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    return new RawConnection(socket)
  }

  /** Sends a command and resolves with the reply's bytes. */
  send(command: Document): Promise<Buffer> {
    const body = serialize({ ...command, $db: 'bench' })
    const message = Buffer.alloc(21 + body.length)
    message.writeInt32LE(message.length, 0)
    message.writeInt32LE(++this.lastId, 4)
    message.writeInt32LE(2013, 12)
    message.set(body, 21)
    return new Promise((resolve) => {
      this.waiting = resolve
      this.socket.write(message)
    })
  }

  async ask(command: Document): Promise<Document> {
    return deserialize((await this.send(command)).subarray(21))
  }

  /** Fields of a retryable write, as the driver sends them. */
  retryable(): Document {
    return { lsid: this.lsid, txnNumber: Long.fromNumber(++this.txnNumber) }
  }

  /** Fields of the commands of one transaction: the first, a later one. */
  transaction(): { first: Document; later: Document } {
    const later = { ...this.retryable(), autocommit: false }
    return { first: { ...later, startTransaction: true }, later }
  }

  close(): void {
    this.socket.destroy()
  }
}
