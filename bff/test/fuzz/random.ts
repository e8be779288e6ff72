/** Numbers that are the same for the same seed. */
export interface Random {
  /** Whether something of this probability happens. */
  chance(probability: number): boolean
  /** Both ends included. */
  integer(lowest: number, highest: number): number
  pick<T>(list: readonly T[]): T
}

/** Mulberry32: small, fast, and good enough to choose test cases. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    chance: (probability) => next() < probability,
    integer: (lowest, highest) => lowest + Math.floor(next() * (highest - lowest + 1)),
    pick<T>(list: readonly T[]): T {
      const item = list[Math.floor(next() * list.length)]
      if (item === undefined && list.length === 0) throw new Error('nothing to pick from')
      return item as T
    },
  }
}
