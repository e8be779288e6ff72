const LARGEST_KEPT = 2 ** 20

/** A growing byte buffer, reused between values, so that writing one costs no allocation but the copy. */
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
    if (this.buffer.length > LARGEST_KEPT) this.buffer = Buffer.allocUnsafe(4096)
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

  /** Unsigned, its highest byte first. */
  uint(value: number, size: number): void {
    this.room(size)
    this.length = this.buffer.writeUIntBE(value, this.length, size)
  }

  uint64(value: bigint): void {
    this.room(8)
    this.length = this.buffer.writeBigUInt64BE(value, this.length)
  }

  /** BSON's form: the lowest byte first. */
  int32(value: number): void {
    this.room(4)
    this.buffer[this.length++] = value
    this.buffer[this.length++] = value >>> 8
    this.buffer[this.length++] = value >>> 16
    this.buffer[this.length++] = value >>> 24
  }

  /** BSON's form of a double. */
  double(value: number): void {
    this.room(8)
    this.length = this.buffer.writeDoubleLE(value, this.length)
  }

  /** Puts a length where room was left for it. */
  int32At(place: number, value: number): void {
    this.buffer.writeInt32LE(value, place)
  }

  /** Eight bytes that sort like the double: negative numbers complemented, positive ones above them. */
  sortableDouble(value: number): void {
    this.room(8)
    const at = this.length
    this.length = this.buffer.writeDoubleBE(value, at)
    if (((this.buffer[at] ?? 0) & 0x80) !== 0) this.complement(at)
    else this.buffer[at] = (this.buffer[at] ?? 0) | 0x80
  }

  /** Writes text and returns its length in bytes; short ASCII, the common case, without leaving JavaScript. */
  utf8(text: string): number {
    const { length } = text
    this.room(length * 3)
    const { buffer, length: start } = this
    if (length <= 32) {
      let i = 0
      for (; i < length; i++) {
        const code = text.charCodeAt(i)
        if (code >= 0x80) break
        buffer[start + i] = code
      }
      if (i === length) {
        this.length = start + length
        return length
      }
    }
    const written = buffer.write(text, start, 'utf8')
    this.length = start + written
    return written
  }

  /** Flips every bit from `from` on: the part then sorts in the opposite direction. */
  complement(from: number): void {
    for (let at = from; at < this.length; at++) this.buffer[at] = ~(this.buffer[at] ?? 0) & 0xff
  }

  /** A copy of what was written. */
  copy(): Buffer {
    return Buffer.from(this.buffer.subarray(0, this.length))
  }

  /** What was written, one character a byte: a key for maps. */
  latin1(): string {
    return this.buffer.toString('latin1', 0, this.length)
  }
}
