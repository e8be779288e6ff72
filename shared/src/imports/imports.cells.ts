import { normaliseId } from '../people/identity.rules'
import { isShare, type Share } from '../people/shares.rules'
import type { IsoDay } from '../time'

/** A cell as it was understood, or why not: a sentence for whoever corrects it. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string }

export type CellParser<T> = (text: string) => Parsed<T>

const right = <T>(value: T): Parsed<T> => ({ ok: true, value })
const wrong = (reason: string): { readonly ok: false; readonly reason: string } => ({ ok: false, reason })

/** A masked value comes from an export that was not meant to be read in again. */
const MASKED = '打了星号，请填完整的内容'
const isMasked = (text: string): boolean => /[*＊]/.test(text)
const squeeze = (text: string): string => text.normalize('NFKC').replace(/\s/g, '')

/** Words of at most `max` characters in one line. */
export const words =
  (max: number): CellParser<string> =>
  (text) => {
    const plain = text.replace(/\s+/g, ' ').trim()
    if (isMasked(plain)) return wrong(MASKED)
    return plain.length > max ? wrong(`太长，最多 ${max} 个字`) : right(plain)
  }

/** Letters of any script, and what stands between the parts of a name. */
export const personName: CellParser<string> = (text) => {
  const name = text
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .replace(/[•・‧]/g, '·')
    .trim()
  // Blanks between Han characters are only there to make short names as wide as long ones.
  const plain = /^[\p{Script=Han} ]+$/u.test(name) ? name.replaceAll(' ', '') : name
  if (isMasked(plain)) return wrong(MASKED)
  if (plain.length > 40) return wrong('姓名太长')
  return /^[\p{L}\p{M}][\p{L}\p{M}·.' -]*$/u.test(plain) ? right(plain) : wrong('姓名里有数字或符号，请核对')
}

/** A mobile number; blanks, hyphens and the country's code do not count. */
export const mobile: CellParser<string> = (text) => {
  const plain = squeeze(text)
    .replaceAll('-', '')
    .replace(/^(\+|00)?86(?=1\d{10}$)/, '')
  if (isMasked(plain)) return wrong(MASKED)
  if (/^1[3-9]\d{9}$/.test(plain)) return right(plain)
  return wrong(/^\d+$/.test(plain) ? `手机号要 11 位，这里是 ${plain.length} 位` : '不是手机号')
}

const EARLIEST_DAY = '1900-01-01'
const UNIX_EPOCH_SERIAL = 25_569
const DAY_MS = 86_400_000

/** `2026-11-26`, `2026/11/6`, `2026.11.6`, `20261106`, `2026年11月6日`, or a day's serial number of a spreadsheet. */
export const day: CellParser<IsoDay> = (text) => {
  const plain = squeeze(text)
  if (isMasked(plain)) return wrong(MASKED)
  // 1927-05-18 to 2119-02-05: five digits are no year with a month.
  if (/^[1-7]\d{4}$/.test(plain))
    return right(new Date((Number(plain) - UNIX_EPOCH_SERIAL) * DAY_MS).toISOString().slice(0, 10))
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:0?0:00(?::00)?)?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  if (!match) return wrong('日期要写成 2026-11-26 这样')
  const iso = [match[1], match[2]?.padStart(2, '0'), match[3]?.padStart(2, '0')].join('-')
  const instant = new Date(`${iso}T00:00:00Z`)
  if (Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== iso)
    return wrong('没有这一天，请核对')
  return iso < EARLIEST_DAY ? wrong('年份太早，请核对') : right(iso)
}

/** 100,000 m² in hundredths: larger than any room. */
const LARGEST_AREA = 10_000_000

/** Square metres with at most two places, as whole hundredths. */
export const area: CellParser<number> = (text) => {
  const plain = squeeze(text)
    .replace(/(㎡|m2|平方米|平米|平)$/i, '')
    .replaceAll(',', '')
  const match = /^(\d{1,8})(?:\.(\d+))?$/.exec(plain)
  if (!match) return wrong('不是数字')
  const [, whole = '', places = ''] = match
  if (places.replace(/0+$/, '').length > 2) return wrong('最多两位小数')
  const hundredths = Number(whole) * 100 + Number(places.padEnd(2, '0').slice(0, 2))
  if (hundredths === 0) return wrong('面积要大于 0')
  return hundredths > LARGEST_AREA ? wrong('面积太大，请核对') : right(hundredths)
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))
const reduced = (n: number, d: number): Share => ({ n: n / gcd(n, d), d: d / gcd(n, d) })

/** A part of a room: `1/2`, `50%`, `全部`; `共同共有` states no part. */
export const shareOf: CellParser<Share | 'joint'> = (text) => {
  const plain = squeeze(text).replace('⁄', '/')
  if (['共同共有', '共有', '不分份额'].includes(plain)) return right('joint')
  if (['全部', '单独所有', '1', '100%'].includes(plain)) return right({ n: 1, d: 1 })
  const fraction = /^(\d{1,5})\/(\d{1,5})$/.exec(plain)
  const percent = /^(\d{1,3})(?:\.(\d{1,2}))?%$/.exec(plain)
  if (!fraction && !percent) return wrong('份额要写成 1/2、50% 或“共同共有”')
  const share = fraction
    ? { n: Number(fraction[1]), d: Number(fraction[2]) }
    : { n: Number(percent?.[1]) * 100 + Number((percent?.[2] ?? '').padEnd(2, '0')), d: 10_000 }
  if (share.n === 0 || share.d === 0) return wrong('份额不能是 0')
  if (share.n > share.d) return wrong('份额不能超过整套房')
  const part = reduced(share.n, share.d)
  return isShare(part) ? right(part) : wrong('份额的分母最大是 10000')
}

export const yesOrNo: CellParser<boolean> = (text) => {
  const plain = squeeze(text)
  if (['是', '有', '对', 'y', 'yes', '1'].includes(plain.toLowerCase())) return right(true)
  if (['否', '不', '没有', '无', 'n', 'no', '0'].includes(plain.toLowerCase())) return right(false)
  return wrong('请填“是”或“否”')
}

/** The number of a paper; whether it can be one of its kind is judged with the kind. */
export const paperNumber: CellParser<string> = (text) => {
  const plain = normaliseId(text)
  if (isMasked(plain)) return wrong(MASKED)
  return /^[A-Z0-9]{4,30}$/.test(plain) ? right(plain) : wrong('证件号码只有数字和字母')
}

/** One of the words of a list; further spellings mean one of them too. */
export function choice<T extends string>(
  labels: Readonly<Record<T, string>>,
  also: Readonly<Record<string, T>> = {},
): CellParser<T> {
  const known = new Map<string, T>([
    ...Object.entries<string>(labels).map(([code, label]) => [label, code as T] as const),
    ...Object.entries(also),
  ])
  return (text) => {
    const found = known.get(squeeze(text))
    return found === undefined
      ? wrong(`请从这几项里选：${Object.values<string>(labels).join('、')}`)
      : right(found)
  }
}
