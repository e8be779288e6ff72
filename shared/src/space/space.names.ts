import type { NodeKind } from './space.kinds'

/** The word a bare number stands for: `3` is `3 号楼` among buildings. */
const wordOf: Partial<Record<NodeKind, string>> = { building: '号楼', unit: '单元' }

const squeeze = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '')
/** Blanks stay between Latin words and go everywhere else. */
const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/([a-z]?) (?=([a-z]?))/gi, (_, left: string, right: string) =>
      left !== '' && right !== '' ? `${left} ` : left,
    )

/** Spellings that were worked out before: in a list the same few estates, buildings and units stand in every row. */
const spellings = new Map<string, string>()
const MOST_SPELLINGS = 2_000

/**
 * The one way a name is written, so that a unique index sees `3号楼`, `３ 号楼` and `3 号楼` as one: half-width, a
 * blank between figures and Han characters, the word after a bare number, a room without 室.
 */
export function canonicalName(kind: NodeKind, typed: string): string {
  const key = `${kind}/${typed}`
  const known = spellings.get(key)
  if (known !== undefined) return known
  if (spellings.size >= MOST_SPELLINGS) spellings.clear()
  const name = spelled(kind, typed)
  spellings.set(key, name)
  return name
}

function spelled(kind: NodeKind, typed: string): string {
  const name = tidy(typed)
  if (kind === 'room') return name.replace(/(\d)[室房]$/, '$1')
  const word = wordOf[kind]
  const whole = word !== undefined && /^\d+$/.test(name) ? `${name}${word}` : name
  return whole.replace(/(\d)(\p{Script=Han})/gu, '$1 $2').replace(/(\p{Script=Han})(\d)/gu, '$1 $2')
}

/** How two spellings of a place are compared: without blanks, half-width, in small letters. */
export const labelKey = (label: string): string => squeeze(label).toLowerCase()

/** A child's label: places above the estate are left out. */
export const labelIn = (parent: { kind: NodeKind; label: string }, kind: NodeKind, name: string): string =>
  parent.kind === 'community' || kind === 'grid' ? name : `${parent.label} ${name}`
