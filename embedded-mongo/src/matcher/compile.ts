import { badValue, notImplemented } from '../errors'
import { compileExpression } from '../expression/compile'
import { truthy } from '../expression/logic'
import type { Cell } from '../expression/scope'
import { stringOrderOf, type StringOrder } from '../value/collation'
import type { Doc } from '../value/document'
import { isDoc, newDoc } from '../value/document'
import { pathOf, someValue, type Leaf, type Path } from '../value/path'
import { BsonType, typeOf } from '../value/type'
import {
  equalityTest,
  existsOperand,
  inTest,
  modTest,
  rangeTest,
  regexTest,
  sizeTest,
  typeTest,
  type ValueTest,
} from './predicate'

export interface MatchOptions {
  collation?: Doc | null
  /** Variables of the command's `let`, without the `$$`. */
  vars?: Doc
  /** Variables of an enclosing `$lookup`. */
  cells?: ReadonlyMap<string, Cell>
  /** `$$NOW` inside `$expr`. */
  now?: Date
}

export type Test = (doc: Doc) => boolean

interface Context {
  options: MatchOptions
  strings: StringOrder | undefined
}

/** One operator on a path: bound to a path it tests documents, inside `$elemMatch` it tests a value. */
interface Operator {
  onPath(path: Path): Test
  onValue: ValueTest
}

const OUTSIDE = new Set([
  '$where',
  '$text',
  '$jsonSchema',
  '$bitsAllSet',
  '$bitsAllClear',
  '$bitsAnySet',
  '$bitsAnyClear',
  '$geoWithin',
  '$geoIntersects',
  '$near',
  '$nearSphere',
  '$within',
  '$sampleRate',
  '$alwaysTrue',
  '$alwaysFalse',
])

const always: Test = () => true

function every(tests: readonly Test[]): Test {
  const [first, second] = tests
  if (!first) return always
  if (!second) return first
  if (tests.length === 2) return (doc) => first(doc) && second(doc)
  return (doc) => {
    for (let i = 0; i < tests.length; i++) if (!(tests[i] as Test)(doc)) return false
    return true
  }
}

function leaf(kind: Leaf, test: ValueTest): Operator {
  return {
    onPath(path) {
      const name = path[0] as string
      if (path.length > 1) return (doc) => someValue(doc, path, kind, test)
      if (kind === 'whole') return (doc) => test(doc[name])
      return (doc) => {
        const value = doc[name]
        return Array.isArray(value) ? value.some(test) || test(value) : test(value)
      }
    },
    onValue: test,
  }
}

const not = (operator: Operator): Operator => ({
  onPath(path) {
    const test = operator.onPath(path)
    return (doc) => !test(doc)
  },
  onValue: (value) => !operator.onValue(value),
})

const all = (operators: readonly Operator[]): Operator => ({
  onPath: (path) => every(operators.map((operator) => operator.onPath(path))),
  onValue: (value) => operators.every((operator) => operator.onValue(value)),
})

const never: Operator = { onPath: () => () => false, onValue: () => false }

/** Whether a query value is a set of operators (`{ $gt: 5 }`) and not a document to equal. */
export function isOperatorDoc(value: unknown): value is Doc {
  if (!isDoc(value)) return false
  const first = Object.keys(value)[0]
  return first !== undefined && first.startsWith('$') && !['$ref', '$id', '$db'].includes(first)
}

function listOf(operator: string, value: unknown): Doc[] {
  if (!Array.isArray(value)) throw badValue(`${operator} must be an array`)
  if (value.length === 0) throw badValue('$and/$or/$nor must be a nonempty array')
  if (!value.every(isDoc)) throw badValue('$or/$and/$nor entries need to be full objects')
  return value
}

function compileDoc(filter: Doc, context: Context): Test {
  const tests: Test[] = []
  for (const [name, value] of Object.entries(filter)) {
    if (name.startsWith('$')) tests.push(compileTopLevel(name, value, context))
    else tests.push(compileCondition(value, context).onPath(pathOf(name)))
  }
  return every(tests)
}

function compileTopLevel(name: string, value: unknown, context: Context): Test {
  switch (name) {
    case '$and':
      return every(listOf(name, value).map((branch) => compileDoc(branch, context)))
    case '$or': {
      const branches = listOf(name, value).map((branch) => compileDoc(branch, context))
      return (doc) => branches.some((branch) => branch(doc))
    }
    case '$nor': {
      const branches = listOf(name, value).map((branch) => compileDoc(branch, context))
      return (doc) => !branches.some((branch) => branch(doc))
    }
    case '$comment':
      return always
    case '$expr': {
      const { vars, now, cells } = context.options
      const evaluate = compileExpression(value, {
        ...(vars ? { vars } : {}),
        ...(now ? { now } : {}),
        ...(cells ? { cells } : {}),
        ...(context.strings ? { strings: context.strings } : {}),
      })
      return (doc) => truthy(evaluate(doc))
    }
    default:
      if (OUTSIDE.has(name)) throw notImplemented(`query operator ${name}`)
      throw badValue(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      )
  }
}

function compileCondition(value: unknown, context: Context): Operator {
  if (isOperatorDoc(value)) return compileOperators(value, context)
  if (typeOf(value) === BsonType.regex) return leaf('elements', regexTest(value))
  return leaf('elements', equalityTest(value, context.strings))
}

function compileOperators(operators: Doc, context: Context): Operator {
  const compiled: Operator[] = []
  for (const [name, operand] of Object.entries(operators)) {
    if (name === '$comment') continue
    if (name === '$options') {
      if (!('$regex' in operators)) throw badValue('$options needs a $regex')
      continue
    }
    compiled.push(compileOperator(name, operand, operators, context))
  }
  return compiled.length === 1 && compiled[0] ? compiled[0] : all(compiled)
}

function compileOperator(name: string, operand: unknown, siblings: Doc, context: Context): Operator {
  switch (name) {
    case '$eq':
      return leaf('elements', equalityTest(operand, context.strings))
    case '$ne':
      if (typeOf(operand) === BsonType.regex) throw badValue("Can't have regex as arg to $ne.")
      return not(leaf('elements', equalityTest(operand, context.strings)))
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (typeOf(operand) === BsonType.regex) {
        throw badValue(`Can't have RegEx as arg to predicate over field '${name}'.`)
      }
      return leaf('elements', rangeTest(name, operand, context.strings))
    case '$in':
      return leaf('elements', inTest(name, operand, context.strings))
    case '$nin':
      return not(leaf('elements', inTest(name, operand, context.strings)))
    case '$exists': {
      const present = leaf('whole', (value) => value !== undefined)
      return existsOperand(operand) ? present : not(present)
    }
    case '$type':
      return leaf('elements', typeTest(operand))
    case '$size':
      return leaf('whole', sizeTest(operand))
    case '$mod':
      return leaf('elements', modTest(operand))
    case '$regex':
      return leaf('elements', regexTest(operand, siblings.$options))
    case '$not':
      return compileNot(operand, context)
    case '$elemMatch':
      return leaf('whole', elemMatchTest(operand, context))
    case '$all':
      return compileAll(operand, context)
    default:
      if (OUTSIDE.has(name)) throw notImplemented(`query operator ${name}`)
      throw badValue(`unknown operator: ${name}`)
  }
}

function compileNot(operand: unknown, context: Context): Operator {
  if (typeOf(operand) === BsonType.regex) return not(leaf('elements', regexTest(operand)))
  if (!isDoc(operand)) throw badValue('$not needs a regex or a document')
  if (Object.keys(operand).length === 0) throw badValue('$not cannot be empty')
  return not(compileOperators(operand, context))
}

function compileAll(operand: unknown, context: Context): Operator {
  if (!Array.isArray(operand)) throw badValue('$all needs an array')
  if (operand.length === 0) return never
  const elementMatches = operand.filter((item) => isDoc(item) && '$elemMatch' in item).length
  if (elementMatches > 0 && elementMatches < operand.length)
    throw badValue('$all/$elemMatch has to be consistent')
  return all(
    operand.map((item: unknown) => {
      if (elementMatches === 0 && isOperatorDoc(item)) throw badValue('no $ expressions in $all')
      return compileCondition(item, context)
    }),
  )
}

/** An array seen as a document with its indexes as names, as `$elemMatch` sees nested arrays. */
function docOfArray(items: readonly unknown[]): Doc {
  const doc = newDoc()
  items.forEach((item, index) => {
    doc[index] = item
  })
  return doc
}

function elemMatchTest(operand: unknown, context: Context): ValueTest {
  if (!isDoc(operand)) throw badValue('$elemMatch needs an Object')
  const first = Object.keys(operand)[0]
  if (isOperatorDoc(operand) && !['$and', '$or', '$nor', '$expr', '$where'].includes(first ?? '')) {
    const { onValue } = compileOperators(operand, context)
    return (value) => Array.isArray(value) && value.some(onValue)
  }
  const test = compileDoc(operand, context)
  return (value) =>
    Array.isArray(value) &&
    value.some((item: unknown) => (isDoc(item) ? test(item) : Array.isArray(item) && test(docOfArray(item))))
}

/**
 * Compiles a query filter once; the result is a pure test of one document.
 * @throws ServerError 2 for a malformed filter or unknown operator, 238 for one outside the subset
 */
export function compileMatcher(filter: Doc, options: MatchOptions = {}): Test {
  return compileDoc(filter, { options, strings: stringOrderOf(options.collation) })
}

/** Compiles what stands behind a path (`5`, `{ $gt: 3 }`) into a test of a single value, arrays not expanded. */
export function compileValueTest(condition: Doc, options: MatchOptions = {}): ValueTest {
  return compileOperators(condition, { options, strings: stringOrderOf(options.collation) }).onValue
}
