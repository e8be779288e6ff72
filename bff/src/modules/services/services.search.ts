import type { RefusedCertificate } from '@linli/shared/services/refused-certificates'
import { pinyin } from 'pinyin-pro'

/** What is looked through for one entry: its name, what people call it, and the initials of both. */
export interface Findable {
  readonly label: string
  readonly words: readonly string[]
}

const initialsOf = (text: string): string =>
  pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase()

/** Names repeat from request to request; there are a few hundred of them. */
const known = new Map<string, string>()
const MOST_KNOWN = 5_000

function initials(text: string): string {
  const before = known.get(text)
  if (before !== undefined) return before
  if (known.size >= MOST_KNOWN) known.clear()
  const made = initialsOf(text)
  known.set(text, made)
  return made
}

const tidy = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, '')

/**
 * How well an entry answers `query`, 0 for not at all: the name itself before what it is called, a beginning before
 * a middle, characters before initials. A query that contains a whole everyday word counts too: 我要办老年证 means
 * the card.
 */
export function matchOf({ label, words }: Findable, query: string): number {
  const wanted = tidy(query)
  if (wanted === '') return 0
  const names = [label, ...words].map(tidy)
  const scores = names.map((name, index) => {
    const own = index === 0 ? 1 : 0
    if (name === wanted) return 10 + own
    if (name.startsWith(wanted)) return 8 + own
    if (name.includes(wanted)) return 6 + own
    if (name.length >= 2 && wanted.includes(name)) return 4 + own
    return /^[a-z]{2,}$/.test(wanted) && initials(name).startsWith(wanted) ? 2 + own : 0
  })
  return Math.max(...scores)
}

/** The entries that answer, best first; all in their own order when nothing is asked. */
export function found<T extends Findable>(entries: readonly T[], query: string): T[] {
  if (tidy(query) === '') return [...entries]
  return entries
    .map((entry, index) => ({ entry, index, score: matchOf(entry, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ entry }) => entry)
}

/** The certificate a guide's name would amount to, which a committee must not issue (domain facts §5.3). */
export function refusedNamed(
  certificates: readonly RefusedCertificate[],
  label: string,
): RefusedCertificate | undefined {
  const name = tidy(label)
  return certificates.find((certificate) => name.includes(tidy(certificate.label)))
}
