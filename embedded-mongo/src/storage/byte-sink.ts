/** A growing byte buffer for key encoding; reused between keys so that writing one costs no allocation but the copy. */
export class ByteSink {
  private buffer = Buffer.allocUnsafe(4096)
  length = 0

  private room(extra: number): void {
    if (this.length + extra <= this.buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + extra))
    this.buffer.copy(larger, 0, 0, this.length)
    this.buffer = larger
  }

  reset(): void {
    this.length = 0
  }

  byte(value: number): void {
    this.room(1)
    this.buffer[this.length++] = value
  }

  bytes(value: Uint8Array): void {
    this.room(value.length)
    this.buffer.set(value, this.length)
    this.length += value.length
  }

  uint(value: number, size: number): void {
    this.room(size)
    this.length = this.buffer.writeUIntBE(value, this.length, size)
  }

  int64(value: bigint): void {
    this.room(8)
    this.length = this.buffer.writeBigInt64BE(value, this.length)
  }

  uint64(value: bigint): void {
    this.room(8)
    this.length = this.buffer.writeBigUInt64BE(value, this.length)
  }

  /** Eight bytes that sort like the double: negative numbers complemented, positive ones above them. */
  sortableDouble(value: number): void {
    this.room(8)
    const at = this.length
    this.length = this.buffer.writeDoubleBE(value, at)
    if (((this.buffer[at] ?? 0) & 0x80) !== 0) this.complement(at)
    else this.buffer[at] = (this.buffer[at] ?? 0) | 0x80
  }

  utf8(value: string): void {
    const size = Buffer.byteLength(value)
    this.room(size)
    this.length += this.buffer.write(value, this.length, size, 'utf8')
  }

  /** Flips every bit from `from` on: the part then sorts in the opposite direction. */
  complement(from: number): void {
    for (let at = from; at < this.length; at++) this.buffer[at] = ~(this.buffer[at] ?? 0) & 0xff
  }

  /** A copy of what was written from `from` on. */
  copy(from = 0): Buffer {
    return Buffer.from(this.buffer.subarray(from, this.length))
  }
}
