import type { Random } from './random'

interface Known {
  readonly id: string
  version: number
  abilities: Readonly<Record<string, unknown>>
}

/** What the answers so far have told: which things exist, in which version, and what may be done with them. */
export interface Knowledge {
  learn(tag: string, answer: unknown): void
  /** A thing of the feature, with luck one whose abilities name the event. */
  thing(tag: string, event: string, random: Random): Known | undefined
  /** A value seen under a property name. */
  value(name: string, random: Random): string | undefined
}

const MOST_PER_NAME = 40

export function createKnowledge(): Knowledge {
  const things = new Map<string, Map<string, Known>>()
  const values = new Map<string, string[]>()

  function remember(name: string, value: string): void {
    const seen = values.get(name) ?? []
    if (seen.includes(value)) return
    seen.push(value)
    if (seen.length > MOST_PER_NAME) seen.shift()
    values.set(name, seen)
  }

  function learnThing(tag: string, item: Record<string, unknown>): void {
    if (typeof item['id'] !== 'string') return
    const known = things.get(tag) ?? new Map<string, Known>()
    const before = known.get(item['id'])
    known.set(item['id'], {
      id: item['id'],
      version: typeof item['version'] === 'number' ? item['version'] : (before?.version ?? 0),
      abilities: { ...before?.abilities, ...(item['abilities'] as Record<string, unknown> | undefined) },
    })
    if (known.size > 400) known.delete(known.keys().next().value ?? '')
    things.set(tag, known)
  }

  function walk(tag: string, value: unknown, depth: number): void {
    if (Array.isArray(value)) for (const item of value) walk(tag, item, depth)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    // Only the answer itself and the items of a list are the feature's own things.
    if (depth <= 1) learnThing(tag, value as Record<string, unknown>)
    for (const [name, item] of Object.entries(value)) {
      if (typeof item === 'string') remember(name, item)
      else walk(tag, item, name === 'items' ? depth : depth + 1)
    }
  }

  return {
    learn: (tag, answer) => {
      walk(tag, answer, 0)
    },
    thing(tag, event, random) {
      const known = [...(things.get(tag)?.values() ?? [])]
      const able = known.filter((item) => item.abilities[event] === true)
      const choice = able.length > 0 && random.chance(0.85) ? able : known
      return choice.length === 0 ? undefined : random.pick(choice)
    },
    value(name, random) {
      const seen = values.get(name)
      return seen && random.pick(seen)
    },
  }
}
