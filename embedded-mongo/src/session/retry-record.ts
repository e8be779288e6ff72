/** What a session's last numbered write or transaction left on disk. */
export interface RetryRecord {
  txnNumber: number
  /** `done`: `reply` answers the whole command; `cut`: it waits behind `next` statements; a commit has no reply. */
  state: 'done' | 'cut' | 'committed'
  next: number
  /** The reply document as it is sent, or as far as it has grown. */
  reply: Buffer | undefined
}

const STATES = ['done', 'cut', 'committed'] as const
const HEAD_BYTES = 21

/** number (8), time (8), next statement (4), state (1), then the reply's bytes. */
export function recordBytes({ txnNumber, state, next, reply }: RetryRecord): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + (reply?.length ?? 0))
  bytes.writeDoubleBE(txnNumber, 0)
  bytes.writeDoubleBE(Date.now(), 8)
  bytes.writeUInt32BE(next, 16)
  bytes[20] = STATES.indexOf(state)
  if (reply) bytes.set(reply, HEAD_BYTES)
  return bytes
}

export function readRecord(bytes: Buffer): RetryRecord {
  return {
    txnNumber: bytes.readDoubleBE(0),
    state: STATES[bytes[20] ?? 0] ?? 'done',
    next: bytes.readUInt32BE(16),
    reply: bytes.length > HEAD_BYTES ? bytes.subarray(HEAD_BYTES) : undefined,
  }
}

/** When a stored record was written, in milliseconds since the epoch. */
export const usedAt = (bytes: Buffer): number => bytes.readDoubleBE(8)
