import type { Socket } from 'node:net'
import { HEADER_BYTES, LONGEST_MESSAGE, parseMessage, replyMessage, type Incoming } from './message'

/** Never fails: errors too are replies. */
export type Answer = (incoming: Incoming, connectionId: number) => Promise<Buffer>

/**
 * One client connection: cuts the byte stream into messages and answers them one after another. A stream that
 * cannot be cut closes this connection and no other.
 */
export class Connection {
  private chunks: Buffer[] = []
  private size = 0
  private working = false
  private closed = false
  /** Resolves when nothing is being answered any more. */
  private idle: Array<() => void> = []

  constructor(
    private readonly socket: Socket,
    private readonly id: number,
    private readonly answer: Answer,
  ) {
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk)
      this.size += chunk.length
      if (!this.working) void this.work()
    })
    socket.on('error', () => this.close()) // a reset by the client is its own business
    socket.on('close', () => (this.closed = true))
  }

  /** Answers what has arrived, one message after another. */
  private async work(): Promise<void> {
    this.working = true
    try {
      for (let message = this.nextMessage(); message && !this.closed; message = this.nextMessage()) {
        const incoming = parseMessage(message)
        const reply = await this.answer(incoming, this.id)
        if (!incoming.silent && !this.closed) this.socket.write(replyMessage(incoming, reply))
      }
    } catch {
      this.close() // unreadable bytes: there is no telling where the next message begins
    }
    this.working = false
    for (const wake of this.idle.splice(0)) wake()
  }

  private nextMessage(): Buffer | undefined {
    if (this.size < 4) return undefined
    const head = this.join(4)
    const length = head.readInt32LE(0)
    if (length < HEADER_BYTES || length > LONGEST_MESSAGE) throw new RangeError(`message length ${length}`)
    if (this.size < length) return undefined
    const all = this.join(length)
    const rest = all.subarray(length)
    this.chunks[0] = rest
    if (rest.length === 0) this.chunks.shift()
    this.size -= length
    return all.subarray(0, length)
  }

  /** The first chunk, made to hold at least `bytes`. */
  private join(bytes: number): Buffer {
    const first = this.chunks[0]
    if (first && first.length >= bytes) return first
    const joined = Buffer.concat(this.chunks)
    this.chunks = [joined]
    return joined
  }

  close(): void {
    this.closed = true
    this.socket.destroy()
  }

  /** Lets the command under way finish and its reply leave, then closes. */
  async drain(): Promise<void> {
    if (this.working) await new Promise<void>((resolve) => this.idle.push(resolve))
    if (this.closed) return
    await new Promise<void>((resolve) => this.socket.end(() => resolve()))
    this.close()
  }
}
