import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { Binary, Int32, Long, serialize, type Document } from 'bson'

/** Stands in a prepared command for the `_id` that every sending sets. */
export const ID = new Int32(0x5a17c0de)
const TXN_NUMBER = Long.fromBits(0x2b5e7a11, 0x1b2c3d4e)

/**
 * A command as finished bytes in which only numbers change: what is measured is then the server, not a client that
 * serializes documents on the other core.
 */
export class PreparedCommand {
  readonly message: Buffer
  private readonly idAt: number
  private readonly txnNumberAt: number

  constructor(command: Document) {
    const body = serialize({ ...command, $db: 'bench' })
    this.message = Buffer.alloc(21 + body.length)
    this.message.writeInt32LE(this.message.length, 0)
    this.message.writeInt32LE(2013, 12)
    this.message.set(body, 21)
    const mark = Buffer.alloc(4)
    mark.writeInt32LE(ID.value)
    this.idAt = this.message.indexOf(mark)
    this.txnNumberAt = this.message.indexOf(Buffer.from(TXN_NUMBER.toBytesLE()))
  }

  with(requestId: number, id: number, txnNumber: number): Buffer {
    this.message.writeInt32LE(requestId, 4)
    if (this.idAt > 0) this.message.writeInt32LE(id, this.idAt)
    if (this.txnNumberAt > 0) this.message.writeInt32LE(txnNumber, this.txnNumberAt)
    if (this.txnNumberAt > 0) this.message.writeInt32LE(0, this.txnNumberAt + 4)
    return this.message
  }
}

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

  /** Fields of a numbered command, as the driver sends them. */
  get numbered(): Document {
    return { lsid: this.lsid, txnNumber: TXN_NUMBER }
  }

  /** The number of the next retryable write or transaction of this session. */
  nextNumber(): void {
    this.txnNumber++
  }

  /** Sends a command and resolves with the reply's bytes. */
  send(command: PreparedCommand, id = 0): Promise<Buffer> {
    return new Promise((resolve) => {
      this.waiting = resolve
      this.socket.write(command.with(++this.lastId, id, this.txnNumber))
    })
  }

  close(): void {
    this.socket.destroy()
  }
}
