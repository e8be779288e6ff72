/** A share of a whole, as a law words it: 2/3 以上 is `at_least`, 过半数 is `more_than` 1/2 (domain-facts §0). */
export interface ShareRule {
  readonly kind: 'at_least' | 'more_than'
  readonly num: number
  readonly den: number
}

/** Largest sum a share is taken of. 2^46 hundredths of a square metre are 700,000 km². */
export const MOST_WHOLE = 2 ** 46
/** Largest denominator: 100 lets a poll say per cent, and 2^46 × 100 < 2^53 keeps every product exact. */
export const MOST_DENOMINATOR = 100

export const atLeast = (num: number, den: number): ShareRule => ({ kind: 'at_least', num, den })
export const moreThan = (num: number, den: number): ShareRule => ({ kind: 'more_than', num, den })

/** Whether a share can be computed exactly and means something. */
export const isShareRule = ({ num, den }: ShareRule): boolean =>
  Number.isInteger(num) &&
  Number.isInteger(den) &&
  num >= 0 &&
  num <= den &&
  den >= 1 &&
  den <= MOST_DENOMINATOR

/**
 * Whether `part` of `whole` meets the rule, by integers alone: rounding a percentage has turned results before
 * (vector V15). Nothing of nothing meets no rule (V19).
 * @throws RangeError when a figure is no count, a part is more than its whole, or the products would not be exact.
 */
export function meetsShare(rule: ShareRule, part: number, whole: number): boolean {
  if (!isShareRule(rule)) throw new RangeError(`no share: ${rule.num}/${rule.den}`)
  if (!Number.isInteger(part) || !Number.isInteger(whole) || part < 0 || part > whole || whole > MOST_WHOLE)
    throw new RangeError(`no part of a whole: ${part} of ${whole}`)
  if (whole === 0) return false
  const left = part * rule.den
  const right = whole * rule.num
  return rule.kind === 'at_least' ? left >= right : left > right
}

/** The fewest of `whole` that meet the rule; what a page shows as "还差几票". */
export function fewestOf(rule: ShareRule, whole: number): number {
  const product = whole * rule.num
  const floor = Math.floor(product / rule.den)
  if (rule.kind === 'more_than') return floor + 1
  return floor * rule.den === product ? floor : floor + 1
}

const words: Record<string, string> = {
  'at_least 2/3': '三分之二以上',
  'at_least 3/4': '四分之三以上',
  'at_least 4/5': '五分之四以上',
  'at_least 1/2': '半数以上（含一半）',
  'more_than 1/2': '过半数',
  'more_than 2/3': '超过三分之二',
}

/** `三分之二以上`, `过半数`, `30% 以上`. */
export function shareText(rule: ShareRule): string {
  const { kind, num, den } = rule
  const known = words[`${kind} ${num}/${den}`]
  if (known !== undefined) return known
  const figure = den === 100 ? `${num}%` : `${den} 分之 ${num}`
  return kind === 'at_least' ? `${figure} 以上` : `超过 ${figure}`
}
