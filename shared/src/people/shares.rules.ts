/** A part of a room in whole numbers: 1/2, 1/3. Never a decimal, since three thirds must be one. */
export interface Share {
  readonly n: number
  readonly d: number
}

/** Large enough for what registers write, small enough that sums stay exact. */
export const LARGEST_DENOMINATOR = 10_000

export const isShare = ({ n, d }: Share): boolean =>
  Number.isInteger(n) && Number.isInteger(d) && n >= 1 && d >= 1 && n <= d && d <= LARGEST_DENOMINATOR

/** `1/3`; the whole is `全部`. */
export const shareText = ({ n, d }: Share): string => (n === d ? '全部' : `${n}/${d}`)

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))

/** The sum of shares, reduced. */
export function sumOfShares(shares: readonly Share[]): { n: bigint; d: bigint } {
  return shares.reduce(
    (sum, { n, d }) => {
      const top = sum.n * BigInt(d) + BigInt(n) * sum.d
      const bottom = sum.d * BigInt(d)
      const common = gcd(top, bottom)
      return { n: top / common, d: bottom / common }
    },
    { n: 0n, d: 1n },
  )
}

/**
 * Whether the owners of one room can stand beside each other. A share that is not stated is joint ownership
 * (共同共有, 民法典 art. 299): fine alone or beside others, but not when the stated ones already make the whole.
 * - `exceeds`: the stated shares are more than one.
 * - `nothing_left`: the stated shares make one, and somebody else is an owner too.
 */
export function judgeShares(shares: readonly (Share | null)[]): 'fits' | 'exceeds' | 'nothing_left' {
  const stated = shares.filter((share) => share !== null)
  const { n, d } = sumOfShares(stated)
  if (n > d) return 'exceeds'
  return n === d && stated.length < shares.length ? 'nothing_left' : 'fits'
}
