import type { Random } from './random'

export type JsonSchema = Readonly<Record<string, unknown>> & {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
}

/** Gives a property its value by name where the schema alone cannot know one (an id that exists); undefined passes. */
export type Hint = (name: string) => unknown

export interface ValueMaker {
  /**
   * A value that fits the schema, as far as a schema tells. `spare` leaves out what is optional and has no hint: a
   * schema alone does not tell what else such a field must fit.
   */
  fitting(schema: JsonSchema, name: string, hint: Hint, spare?: boolean): unknown
  /** The same value with one fault in it. */
  broken(value: unknown): unknown
}

const words = '楼道里的灯坏了晚上看不清请尽快修一下谢谢社区工作人员'
const junk: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  2 ** 53,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  "'; drop table notices; --",
  '{{7*7}}',
  '𠮷🏘️',
  'x'.repeat(20_000),
  [],
  {},
  { $ne: null },
  { $where: 'sleep(1000)' },
  [[[[[[[[]]]]]]]],
  '2026-02-30T25:61:61Z',
  'nod_1BoxkVZLBjFjeN8D7rQ2wX',
]

/** Makes request values from a document's own schemas. Deterministic for a given `random`. */
export function createValueMaker(
  random: Random,
  components: Readonly<Record<string, JsonSchema>>,
): ValueMaker {
  const resolve = (schema: JsonSchema): JsonSchema => {
    const name = schema.$ref?.split('/').at(-1)
    return name === undefined ? schema : (components[name] ?? {})
  }

  function fitting(given: JsonSchema, name: string, hint: Hint, spare = false): unknown {
    const hinted = hint(name)
    if (hinted !== undefined) return hinted
    const schema = resolve(given)
    if (schema.const !== undefined) return schema.const
    if (schema.enum) return random.pick(schema.enum)
    const choices = schema.anyOf ?? schema.oneOf
    if (choices) return fitting(random.pick(choices), name, hint, spare)
    const type = typeof schema.type === 'string' ? schema.type : random.pick(schema.type ?? ['string'])
    switch (type) {
      case 'object':
        return object(schema, hint, spare)
      case 'array':
        return list(schema, name, hint, spare)
      case 'boolean':
        return random.chance(0.5)
      case 'integer':
      case 'number':
        return random.integer(Math.max(schema.minimum ?? 0, 0), Math.min(schema.maximum ?? 9, 99))
      case 'null':
        return null
      default:
        return string(schema)
    }
  }

  function object(schema: JsonSchema, hint: Hint, spare: boolean): Record<string, unknown> {
    const value: Record<string, unknown> = {}
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const isWanted = spare ? hint(name) !== undefined : random.chance(0.4)
      if (schema.required?.includes(name) || isWanted) value[name] = fitting(property, name, hint, spare)
    }
    return value
  }

  function list(schema: JsonSchema, name: string, hint: Hint, spare: boolean): unknown[] {
    const lowest = schema.minItems ?? 0
    const length = random.integer(lowest, Math.min(schema.maxItems ?? 2, lowest + 2))
    return Array.from({ length }, () => fitting(schema.items ?? {}, name, hint, spare))
  }

  function string(schema: JsonSchema): string {
    if (schema.format === 'date-time') return '2026-12-01T02:00:00.000Z'
    if (schema.format === 'date') return '2026-12-01'
    const lowest = Math.max(schema.minLength ?? 0, 4)
    const length = random.integer(lowest, Math.max(lowest, Math.min(schema.maxLength ?? 20, 40)))
    const start = random.integer(0, words.length - 1)
    return (words + words + words + words).slice(start, start + length)
  }

  function broken(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || random.chance(0.15)) return random.pick(junk)
    if (Array.isArray(value)) {
      if (value.length === 0 || random.chance(0.3)) return [...(value as unknown[]), random.pick(junk)]
      return (value as unknown[]).map((item, index) => (index === 0 ? broken(item) : item))
    }
    const entries: [string, unknown][] = Object.entries(value)
    if (entries.length === 0 || random.chance(0.2))
      return { ...value, [random.pick(['extra', '$set', '__proto__', '邻'])]: 1 }
    const [name, item] = random.pick(entries)
    if (random.chance(0.3)) return Object.fromEntries(entries.filter(([other]) => other !== name))
    return { ...value, [name]: broken(item) }
  }

  return { fitting, broken }
}
