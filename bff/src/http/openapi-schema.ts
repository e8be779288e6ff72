import { toJSONSchema, type $ZodType } from 'zod/v4/core'

export type JsonSchema = Record<string, unknown>

const LOCAL = '#/$defs/'
const COMPONENT = '#/components/schemas/'

/** Collects the named schemas of a document while its parts are converted. */
export interface SchemaBook {
  /** `input`: what a caller sends; `output`: what the server answers. */
  convert(schema: $ZodType, io: 'input' | 'output'): JsonSchema
  readonly components: Readonly<Record<string, JsonSchema>>
}

/**
 * JSON Schema of the contract's own zod objects. A schema registered with an id becomes a component; where what
 * is sent differs from what is answered, the sent form is called `…Input`.
 */
export function createSchemaBook(): SchemaBook {
  const components: Record<string, JsonSchema> = {}

  const add = (name: string, io: 'input' | 'output', schema: JsonSchema): string => {
    const known = components[name]
    if (known === undefined || JSON.stringify(known) === JSON.stringify(schema)) {
      components[name] = schema
      return name
    }
    if (io === 'output') throw new Error(`two answers are called ${name}`)
    components[`${name}Input`] = schema
    return `${name}Input`
  }

  return {
    components,
    convert(schema, io) {
      const {
        $schema: _,
        $defs = {},
        ...root
      } = toJSONSchema(schema, { io, target: 'draft-2020-12' }) as JsonSchema & {
        $defs?: Record<string, JsonSchema>
      }
      const names = new Map<string, string>()
      // The sent form gets its own name throughout when any part of it differs, so references are settled first.
      for (const name of Object.keys($defs)) names.set(name, name)
      for (const [name, definition] of Object.entries($defs)) {
        const renamed = add(name, io, withReferences(withoutId(definition), names) as JsonSchema)
        names.set(name, renamed)
      }
      return withReferences(withoutId(root), names) as JsonSchema
    },
  }
}

const withoutId = ({ id: _, ...schema }: JsonSchema): JsonSchema => schema

function withReferences(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withReferences(item, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key !== '$ref' || typeof item !== 'string' || !item.startsWith(LOCAL))
        return [key, withReferences(item, names)]
      const name = item.slice(LOCAL.length)
      return [key, COMPONENT + (names.get(name) ?? name)]
    }),
  )
}
