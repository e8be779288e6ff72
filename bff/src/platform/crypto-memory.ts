import type { Crypto } from './crypto'

export interface CryptoMemory {
  /** False where nothing sealed will be stored: sealing is left out, and everything else is as ever. */
  readonly seals: boolean
}

/**
 * The same cryptography for one piece of work on many values, which asks for a fingerprint again and again: it is
 * computed once. It keeps plain values, so let it go with the work.
 */
export function rememberingCrypto(crypto: Crypto, { seals }: CryptoMemory): Crypto {
  const known = new Map<string, readonly string[]>()
  const blindIndexes = (value: string, field: string): readonly string[] => {
    const key = `${field}/${value}`
    const indexes = known.get(key) ?? crypto.blindIndexes(value, field)
    known.set(key, indexes)
    return indexes
  }
  return {
    ...crypto,
    ...(!seals && { encrypt: () => '' }),
    blindIndexes,
    // The newest key comes first.
    blindIndex: (value, field) => blindIndexes(value, field)[0] ?? crypto.blindIndex(value, field),
  }
}
