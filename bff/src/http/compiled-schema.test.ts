import { safeParse, type $ZodType } from 'zod/v4/core'
import * as z from 'zod/mini'
import { contract } from '../contract'
import { compileSchema } from './compiled-schema'

const outcome = (schema: $ZodType, value: unknown, jitless: boolean): unknown => {
  const { success, data, error } = safeParse(schema, value, { jitless })
  return success ? data : error.issues.map(({ code, path, message }) => ({ code, path, message }))
}

/** The example with a field gone, of another kind, and one too many. */
function spoilt(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [value, null, 7, { stray: 1 }]
  const [first = 'none', ...others] = Object.entries(value)
  return [
    value,
    Object.fromEntries(others),
    { ...value, [first[0] ?? '']: { other: 'kind' } },
    { ...value, stray: 1 },
    null,
    [],
  ]
}

const cases = contract.flatMap(({ schemas }) =>
  Object.entries(schemas).flatMap(([name, { params, query, body, response, examples }]) =>
    Object.entries({ params, query, body, response }).flatMap(([part, schema]) =>
      schema
        ? [{ name: `${name} ${part}`, schema, example: (examples as Record<string, unknown>)[part] }]
        : [],
    ),
  ),
)

test('every schema of the contract says the same compiled as by itself, of what fits and of what does not', () => {
  for (const { schema } of cases) compileSchema(schema)
  expect(cases.length).toBeGreaterThan(300)
  for (const { name, schema, example } of cases) {
    for (const value of spoilt(example))
      expect([name, outcome(schema, value, false)]).toEqual([name, outcome(schema, value, true)])
  }
})

test('objects are compiled wherever they stand, also those with checks of their own and those that hold themselves', () => {
  interface Tree {
    name: string
    branches: Tree[]
  }
  const leaf = () => z.strictObject({ at: z.number() })
  const tree: z.ZodMiniType<Tree> = z.object({ name: z.string(), branches: z.array(z.lazy(() => tree)) })
  const checked = z.object({ from: z.number(), to: z.number() }).check(z.refine(({ from, to }) => from <= to))
  const [inList, inUnion, inOptional, inTuple, inRecord] = [leaf(), leaf(), leaf(), leaf(), leaf()]
  const schema = z.object({
    list: z.array(inList),
    union: z.union([z.string(), inUnion]),
    optional: z.optional(z.nullable(inOptional)),
    tuple: z.tuple([inTuple]),
    record: z.record(z.string(), inRecord),
    tree,
    checked,
  })
  compileSchema(schema)
  for (const part of [schema, inList, inUnion, inOptional, inTuple, inRecord, tree, checked])
    expect(part._zod.traits.has('$ZodObjectJIT')).toBe(true)
  const value = {
    list: [{ at: 1 }],
    union: { at: 2 },
    tuple: [{ at: 3 }],
    record: { a: { at: 4 } },
    tree: { name: 'root', branches: [{ name: 'leaf', branches: [] }] },
    checked: { from: 1, to: 2 },
  }
  expect(safeParse(schema, value)).toEqual({ success: true, data: value })
  const wrong = { ...value, list: [{ at: 1, stray: 1 }], checked: { from: 2, to: 1 } }
  expect(outcome(schema, wrong, false)).toEqual(outcome(schema, wrong, true))
  expect(outcome(schema, wrong, false)).toHaveLength(2)
})
