import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Decimal128 } from 'bson'
import { errorCode, wire } from '../test/canonical'
import { COMMANDS } from './commands/dispatch'
import { checkFields } from './commands/fields'
import { compileExpression, EXPRESSIONS } from './expression/compile'
import { compileMatcher } from './matcher/compile'
import { ACCUMULATORS } from './pipeline/group'
import { runPipeline } from './pipeline/run'
import { compileProjection } from './projection/compile'
import { REFUSED_NAMES } from './refused'
import { compileIndex } from './storage/collection'
import { compileUpdate } from './updater/compile'
import { OPERATORS } from './updater/operators'
import { refuseCollation } from './value/collation'
import type { Doc } from './value/document'

const pipeline = (stage: Doc) => runPipeline([wire(stage)], [])
const expression = (value: Doc, doc: Doc = {}) => compileExpression(wire({ value }).value)(wire(doc))
const ask: Record<(typeof REFUSED_NAMES)[number][0], (name: string) => unknown> = {
  expression: (name) => expression({ [name]: 1 }),
  accumulator: (name) => pipeline({ $group: { _id: null, x: { [name]: 1 } } }),
  'pipeline stage': (name) => pipeline({ [name]: {} }),
  'query operator': (name) => [
    compileMatcher(wire(name === '$mod' ? { a: { [name]: 1 } } : { [name]: 1 })),
    compileMatcher(wire({ a: { [name]: 1 } })),
  ],
  'update operator': (name) => compileUpdate(wire({ [name]: { a: 1 } }), {}),
}

function refusalOf(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}

test.each(REFUSED_NAMES)('%s %s is refused by its name with 238', (kind, name) => {
  expect(refusalOf(() => ask[kind](name))).toMatchObject({
    code: 238,
    codeName: 'NotImplemented',
    message: expect.stringContaining(`${kind} ${name} `) as string,
  })
})

test.each<[number, string, () => unknown]>([
  [168, 'expression', () => ask.expression('$nope')],
  [15952, 'accumulator', () => ask.accumulator('$nope')],
  [40324, 'stage', () => ask['pipeline stage']('$nope')],
  [2, 'query operator', () => ask['query operator']('$nope')],
  [9, 'update operator', () => ask['update operator']('$nope')],
])('code %i for an unknown %s', (code, _kind, act) => {
  expect(errorCode(act)).toBe(code)
})

const indexOf = (partialFilterExpression: Doc) =>
  compileIndex(1, wire({ key: { a: 1 }, name: 'partial', partialFilterExpression }))
const price = { price: Decimal128.fromString('1.5') }
test.each<[string, () => unknown]>([
  ['a collation', () => refuseCollation({ locale: 'zh', numericOrdering: true })],
  ['Decimal128 in $add', () => expression({ $add: ['$price', 2] }, price)],
  ['Decimal128 in $subtract', () => expression({ $subtract: ['$price', 2] }, price)],
  ['Decimal128 in $sum', () => expression({ $sum: ['$price'] }, price)],
  ['variable $$CLUSTER_TIME', () => compileExpression('$$CLUSTER_TIME')],
  ['variable $$NOW', () => compileExpression('$$NOW')],
  ['variables of a command', () => checkFields('find', { find: 'a', let: { limit: 3 } })],
  ['a positional projection', () => compileProjection(wire({ 'a.$': 1 }))],
  ['$elemMatch in a projection', () => compileProjection(wire({ a: { $elemMatch: { b: 1 } } }))],
  ['$meta in a projection', () => compileProjection(wire({ a: { $meta: 'textScore' } }))],
  ['$slice in a projection', () => compileProjection(wire({ a: { $slice: 1 } }))],
  ['$sort in $push', () => compileUpdate(wire({ $push: { a: { $each: [1], $sort: 1 } } }), {})],
  ['an index of elements from $unwind', () => pipeline({ $unwind: { path: '$a', includeArrayIndex: 'i' } })],
  ['a limit in $filter', () => expression({ $filter: { input: [], cond: true, limit: 1 } })],
  ['$or in a partial index', () => indexOf({ $or: [{ a: 1 }, { b: 1 }] })],
  ['option x', () => compileMatcher(wire({ a: { $regex: 'a', $options: 'x' } }))],
])('%s is refused with 238', (_what, act) => {
  expect(errorCode(act)).toBe(238)
})

test.each<[Doc]>([[{ a: /x/ }], [{ a: { $ne: 1 } }], [{ a: { $exists: false } }], [{ $nor: [{ a: 1 }] }]])(
  'the condition %j of a partial index is refused with 67, as no query could be shown to imply it',
  (condition) => {
    expect(errorCode(() => indexOf(condition))).toBe(67)
  },
)

test('the simple collation is the order this server has, a collation without a locale is malformed', () => {
  expect(errorCode(() => refuseCollation({ locale: 'simple' }))).toBeUndefined()
  expect(errorCode(() => refuseCollation(undefined))).toBeUndefined()
  expect(errorCode(() => refuseCollation({ strength: 2 }))).toBe(2)
})

/** What the README's table says is supported, by area. */
const supported = new Map(
  readFileSync(join(__dirname, '..', 'README.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, area = '', text = '']) => [area, text]),
)
const operatorsOf = (area: string): string[] => supported.get(area)?.match(/(?<!\$)\$[a-z]\w*/gi) ?? []
const sorted = (names: Iterable<string>): string[] => [...names].sort()

test('the table of the README names the operators and commands that there are', () => {
  expect(sorted(operatorsOf('expressions'))).toEqual(sorted(EXPRESSIONS.keys()))
  expect(sorted(operatorsOf('accumulators'))).toEqual(sorted(ACCUMULATORS.keys()))
  const modifiers = ['$each', '$position', '$slice']
  expect(sorted(operatorsOf('updates').filter((name) => !modifiers.includes(name)))).toEqual(
    sorted(OPERATORS.keys()),
  )
  const aliases = ['isMaster', 'ismaster', 'buildinfo', 'dbstats', 'findandmodify']
  const commands = supported.get('commands')?.match(/\w+/g) ?? []
  expect(sorted([...commands, ...aliases])).toEqual(sorted(COMMANDS.keys()))
})

test.each(operatorsOf('queries'))('%s stands in the table of the README and is a query operator', (name) => {
  const filters = [wire({ [name]: 1 }), wire({ a: { [name]: 1 } })]
  const answers = filters.map((filter) => String(refusalOf(() => compileMatcher(filter))))
  expect(answers.some((answer) => !/unknown|not supported/.test(answer))).toBe(true)
})

test.each(operatorsOf('aggregation'))('%s stands in the table of the README and is a stage', (name) => {
  expect([238, 40324]).not.toContain(errorCode(() => pipeline({ [name]: {} })))
})
