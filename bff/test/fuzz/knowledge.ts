import type { Random } from './random'

type Abilities = Readonly<Record<string, unknown>>

export interface Known {
  readonly id: string
  version: number
  /** Who has seen it, and what it said that person may do. */
  readonly seenBy: Map<string, Abilities>
}

/** What the answers so far have told: which things exist, in which version, and who may do what with them. */
export interface Knowledge {
  /** These are never offered as a target: without them the others could not go on (their own roles). */
  protect(ids: readonly string[]): void

  learn(tag: string, persona: string, answer: unknown): void
  /** A thing of the feature and a person it has offered the event to. */
  offered(tag: string, event: string, random: Random): { known: Known; persona: string } | undefined
  /** Any thing of the feature, mostly one that the person has seen. */
  thing(tag: string, persona: string, random: Random): Known | undefined
  /** A value seen under a property name. */
  value(name: string, random: Random): string | undefined
  /** The last one seen. */
  newest(name: string): string | undefined
}

const MOST_PER_NAME = 40
const MOST_THINGS = 400

export function createKnowledge(): Knowledge {
  const things = new Map<string, Map<string, Known>>()
  const values = new Map<string, string[]>()
  const shielded = new Set<string>()

  function remember(name: string, value: string): void {
    const seen = values.get(name) ?? []
    if (seen.includes(value)) return
    seen.push(value)
    if (seen.length > MOST_PER_NAME) seen.shift()
    values.set(name, seen)
  }

  function learnThing(tag: string, persona: string, item: Record<string, unknown>): void {
    const { id, version, abilities } = item
    if (typeof id !== 'string' || shielded.has(id)) return
    const ofTag = things.get(tag) ?? new Map<string, Known>()
    const known = ofTag.get(id) ?? { id, version: 0, seenBy: new Map<string, Abilities>() }
    const hasMoved = typeof version === 'number' && version > known.version
    if (hasMoved) known.version = version
    known.seenBy.set(persona, (abilities as Abilities | undefined) ?? known.seenBy.get(persona) ?? {})
    // What others were offered in an earlier version is no longer worth a try.
    if (hasMoved) for (const other of known.seenBy.keys()) if (other !== persona) known.seenBy.set(other, {})
    ofTag.delete(id)
    ofTag.set(id, known)
    const [oldest] = ofTag.keys()
    if (ofTag.size > MOST_THINGS && oldest !== undefined) ofTag.delete(oldest)
    things.set(tag, ofTag)
  }

  function walk(tag: string, persona: string, value: unknown, depth: number): void {
    if (Array.isArray(value)) for (const item of value) walk(tag, persona, item, depth)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    // Only the answer itself and the items of a list are the feature's own things.
    if (depth === 0) learnThing(tag, persona, value as Record<string, unknown>)
    for (const [name, item] of Object.entries(value)) {
      if (typeof item === 'string') remember(name, item)
      else walk(tag, persona, item, name === 'items' ? depth : depth + 1)
    }
  }

  const all = (tag: string): Known[] => [...(things.get(tag)?.values() ?? [])]

  return {
    protect(ids) {
      for (const id of ids) shielded.add(id)
    },
    learn: (tag, persona, answer) => {
      walk(tag, persona, answer, 0)
    },
    offered(tag, event, random) {
      const offers = all(tag).flatMap((known) =>
        [...known.seenBy]
          .filter(([, abilities]) => abilities[event] === true)
          .map(([persona]) => ({ known, persona })),
      )
      return offers.length === 0 ? undefined : random.pick(offers)
    },
    thing(tag, persona, random) {
      const known = all(tag)
      const own = known.filter((item) => item.seenBy.has(persona))
      const choice = own.length > 0 && random.chance(0.7) ? own : known
      return choice.length === 0 ? undefined : random.pick(choice)
    },
    newest: (name) => values.get(name)?.at(-1),
    value(name, random) {
      const seen = values.get(name)
      return seen && random.pick(seen)
    },
  }
}
