/**
 * SHA-256 (FIPS 180-4) for phones: a mini-program has no `crypto.subtle`, and on iOS it runs without a JIT compiler,
 * so the inner loop is written for an interpreter: 32-bit words, no allocation. Checked against node:crypto.
 */

const BLOCK = 64
/** Longest message that is one block: 64 bytes less the end mark and the length. */
export const ONE_BLOCK_BYTES = 55

/** The first 32 bits of the fractional parts of the cube and square roots of the first primes, as the standard says. */
const K = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
])
const START = new Int32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
])

/** The message schedule of the block being worked on: words 0 to 15 are the block itself. */
const schedule = new Int32Array(64)

/** Adds the block in the schedule's first 16 words to the state. */
function compress(state: Int32Array): void {
  const w = schedule
  const k = K
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15] as number
    const y = w[i - 2] as number
    w[i] =
      ((((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) +
        (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)) +
        (w[i - 16] as number) +
        (w[i - 7] as number)) |
      0
  }
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  let e = state[4] as number
  let f = state[5] as number
  let g = state[6] as number
  let h = state[7] as number
  for (let i = 0; i < 64; i += 1) {
    const first =
      (h +
        (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
        ((e & f) ^ (~e & g)) +
        (k[i] as number) +
        (w[i] as number)) |
      0
    const second =
      (((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) +
      ((a & b) ^ (a & c) ^ (b & c))
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  state[0] = (state[0] as number) + a
  state[1] = (state[1] as number) + b
  state[2] = (state[2] as number) + c
  state[3] = (state[3] as number) + d
  state[4] = (state[4] as number) + e
  state[5] = (state[5] as number) + f
  state[6] = (state[6] as number) + g
  state[7] = (state[7] as number) + h
}

/** A message taken in bit by bit; `digest` ends it. */
export interface Sha256 {
  add(bytes: Uint8Array): Sha256
  addText(text: string): Sha256
  /** 32 bytes. */
  digest(): Uint8Array
}

export function createSha256(): Sha256 {
  const state = START.slice()
  const block = new Uint8Array(BLOCK)
  let filled = 0
  let length = 0

  const hasher: Sha256 = {
    add(bytes) {
      length += bytes.length
      let at = 0
      while (at < bytes.length) {
        const part = bytes.subarray(at, at + BLOCK - filled)
        block.set(part, filled)
        filled += part.length
        at += part.length
        if (filled < BLOCK) break
        load(block)
        compress(state)
        filled = 0
      }
      return hasher
    },
    addText: (text) => hasher.add(utf8(text)),
    digest() {
      const bits = length * 8
      // The end mark, zeros up to the last eight bytes of a block, and the length in bits.
      const end = new Uint8Array((filled < BLOCK - 8 ? BLOCK : 2 * BLOCK) - filled)
      end[0] = 0x80
      // Lengths stay below 2^53 bits: the upper four bytes by division, shifts reach only 32.
      for (let i = 0; i < 8; i += 1) end[end.length - 1 - i] = Math.floor(bits / 2 ** (i * 8)) % 256
      hasher.add(end)
      return bytesOf(state)
    },
  }
  return hasher
}

function load(block: Uint8Array): void {
  for (let i = 0; i < 16; i += 1) {
    const at = i * 4
    schedule[i] =
      ((block[at] as number) << 24) |
      ((block[at + 1] as number) << 16) |
      ((block[at + 2] as number) << 8) |
      (block[at + 3] as number)
  }
}

function bytesOf(state: Int32Array): Uint8Array {
  const bytes = new Uint8Array(32)
  for (let i = 0; i < 8; i += 1) {
    const word = state[i] as number
    bytes[i * 4] = word >>> 24
    bytes[i * 4 + 1] = word >>> 16
    bytes[i * 4 + 2] = word >>> 8
    bytes[i * 4 + 3] = word
  }
  return bytes
}

/** The hash of one message. */
export function sha256(message: Uint8Array): Uint8Array {
  if (message.length > ONE_BLOCK_BYTES) return createSha256().add(message).digest()
  shortBlock.fill(0)
  shortBlock.set(message)
  shortBlock[message.length] = 0x80
  shortBlock[62] = message.length >>> 5
  shortBlock[63] = message.length << 3
  load(shortBlock)
  const state = START.slice()
  compress(state)
  return bytesOf(state)
}

const shortBlock = new Uint8Array(BLOCK)

/** UTF-8, as TextEncoder would (mini-programs have none); lone surrogates become U+FFFD. */
export function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let at = 0
  for (let i = 0; i < text.length; i += 1) {
    let code = text.charCodeAt(i)
    if (code < 0x80) {
      bytes[at] = code
      at += 1
      continue
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      code = text.codePointAt(i) as number
      if (code > 0xffff) i += 1
      else code = 0xfffd
    }
    if (code < 0x800) {
      bytes[at] = 0xc0 | (code >> 6)
      at += 1
    } else if (code < 0x10000) {
      bytes[at] = 0xe0 | (code >> 12)
      bytes[at + 1] = 0x80 | ((code >> 6) & 0x3f)
      at += 2
    } else {
      bytes[at] = 0xf0 | (code >> 18)
      bytes[at + 1] = 0x80 | ((code >> 12) & 0x3f)
      bytes[at + 2] = 0x80 | ((code >> 6) & 0x3f)
      at += 3
    }
    bytes[at] = 0x80 | (code & 0x3f)
    at += 1
  }
  return bytes.subarray(0, at)
}

const HEX = '0123456789abcdef'
/** Value of a digit by its character code; -1 for what is none. */
const DIGITS = Int8Array.from({ length: 128 }, (_, code) => HEX.indexOf(String.fromCharCode(code)))
const PAIRS = Array.from({ length: 256 }, (_, byte) => HEX.charAt(byte >>> 4) + HEX.charAt(byte & 15))

/** The first `count` bytes, all by default, in lower-case hexadecimal. */
export function hexOf(bytes: Uint8Array, count = bytes.length): string {
  let text = ''
  for (let i = 0; i < count; i += 1) text += PAIRS[bytes[i] as number] as string
  return text
}

/** @throws RangeError when the text is not lower-case hexadecimal of whole bytes */
export function bytesOfHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2)
  for (let i = 0; i < bytes.length; i += 1) {
    const high = DIGITS[text.charCodeAt(2 * i)] ?? -1
    const low = DIGITS[text.charCodeAt(2 * i + 1)] ?? -1
    if (high < 0 || low < 0) throw new RangeError('not hexadecimal')
    bytes[i] = (high << 4) | low
  }
  return bytes
}
