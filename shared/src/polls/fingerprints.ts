import { createSha256, hexOf } from './sha256'

/**
 * One text for one meaning: keys in order of their code units, no blanks, whole numbers only, absent keys left out.
 * Anybody can make the same text with any JSON library that sorts keys (RFC 8785 for this subset).
 * @throws TypeError for what is not plain data, RangeError for a number that is not whole
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError('only whole numbers')
    return String(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    throw new TypeError('only plain data')
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`)
  return `{${parts.join(',')}}`
}

/** SHA-256 of the canonical JSON, in hexadecimal. */
export const fingerprintOf = (value: unknown): string =>
  hexOf(createSha256().addText(canonicalJson(value)).digest())

/** The part of a fingerprint a person compares: `3f2a 91bc 04de`. */
export const shortFingerprint = (hex: string): string => hex.slice(0, 12).replace(/(.{4})(?=.)/g, '$1 ')

/** One row of a roll as its fingerprint sees it: no more than what the masked list shows. */
export interface RollLine {
  /** 1, 2, 3 … in the order of the list. */
  readonly serial: number
  /** `1栋1单元101 李**`: masked, and the same in the public list. */
  readonly label: string
  readonly votes: number
  /** In 0.01 m²; 0 where area does not count. */
  readonly area: number
}

/** `12|1栋1单元101 李**|1|8950` and a line end: one line of the text whose SHA-256 is the roll's fingerprint. */
export const rollLineText = ({ serial, label, votes, area }: RollLine): string =>
  `${serial}|${label}|${votes}|${area}\n`

/** The fingerprint of a whole roll, in the order of its serial numbers. */
export function rollFingerprint(lines: Iterable<RollLine>): string {
  const hash = createSha256()
  for (const line of lines) hash.addText(rollLineText(line))
  return hexOf(hash.digest())
}
