import { badValue } from '../errors'
import { compileExpression } from '../expression/compile'
import { truthy } from '../expression/logic'
import { refuseKnown } from '../refused'
import { isDoc, newDoc, type Doc } from '../value/document'
import { pathOf, someValue, type Leaf, type Path } from '../value/path'
import * as predicate from './predicate'
import { equalityTest, inTest, isRegex, regexTest, type ValueTest } from './predicate'

export type Test = (doc: Doc) => boolean

/** One condition on a path: bound to a path it tests documents, inside `$elemMatch` it tests a value. */
interface Condition {
  onPath(path: Path): Test
  onValue: ValueTest
}

function every(tests: readonly Test[]): Test {
  const [first, second] = tests
  if (!first) return () => true
  return second ? (doc) => tests.every((test) => test(doc)) : first
}

function leaf(kind: Leaf, test: ValueTest): Condition {
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

const not = (condition: Condition): Condition => ({
  onPath(path) {
    const test = condition.onPath(path)
    return (doc) => !test(doc)
  },
  onValue: (value) => !condition.onValue(value),
})

const all = (conditions: readonly Condition[]): Condition => ({
  onPath: (path) => every(conditions.map((condition) => condition.onPath(path))),
  onValue: (value) => conditions.every((condition) => condition.onValue(value)),
})

const PRESENT = leaf('whole', (value) => value !== undefined)

/** Operators that test one value at the end of the path. */
const VALUE_TESTS: Record<string, (operand: unknown, operator: string) => ValueTest> = {
  $eq: equalityTest,
  $gt: predicate.rangeTest,
  $gte: predicate.rangeTest,
  $lt: predicate.rangeTest,
  $lte: predicate.rangeTest,
  $in: inTest,
  $type: predicate.typeTest,
}

/** Names that stand in a query beside fields; first inside `$elemMatch` they make its operand a query. */
const LOGICAL = ['$and', '$or', '$nor', '$expr']

/** Whether a query value is a set of operators (`{ $gt: 5 }`) and not a document to equal. */
export function isOperatorDoc(value: unknown): value is Doc {
  const first = isDoc(value) ? Object.keys(value)[0] : undefined
  return first !== undefined && first.startsWith('$') && !['$ref', '$id', '$db'].includes(first)
}

/** Whether the operand of `$elemMatch` or `$pull` tests the element itself and not its fields. */
export const testsElement = (operand: Doc): boolean =>
  isOperatorDoc(operand) && !LOGICAL.includes(Object.keys(operand)[0] ?? '')

class Compiler {
  query(filter: Doc): Test {
    return every(
      Object.entries(filter).map(([name, value]) =>
        name.startsWith('$') ? this.topLevel(name, value) : this.condition(value).onPath(pathOf(name)),
      ),
    )
  }

  private topLevel(name: string, value: unknown): Test {
    if (name === '$comment') return () => true
    if (name === '$expr') {
      const evaluate = compileExpression(value)
      return (doc) => truthy(evaluate(doc))
    }
    if (!LOGICAL.includes(name)) {
      refuseKnown('query operator', name)
      throw badValue(`unknown top level operator: ${name}`)
    }
    if (!Array.isArray(value)) throw badValue(`${name} must be an array`)
    if (value.length === 0) throw badValue('$and/$or/$nor must be a nonempty array')
    if (!value.every(isDoc)) throw badValue('$or/$and/$nor entries need to be full objects')
    const branches = value.map((branch) => this.query(branch))
    if (name === '$and') return every(branches)
    const some: Test = (doc) => branches.some((branch) => branch(doc))
    return name === '$or' ? some : (doc) => !some(doc)
  }

  private condition(value: unknown): Condition {
    if (isOperatorDoc(value)) return this.operators(value)
    return leaf('elements', isRegex(value) ? regexTest(value) : equalityTest(value))
  }

  operators(operators: Doc): Condition {
    const compiled: Condition[] = []
    for (const [name, operand] of Object.entries(operators)) {
      if (name === '$options' && !('$regex' in operators)) throw badValue('$options needs a $regex')
      if (name !== '$comment' && name !== '$options') compiled.push(this.operator(name, operand, operators))
    }
    return compiled.length === 1 && compiled[0] ? compiled[0] : all(compiled)
  }

  private operator(name: string, operand: unknown, siblings: Doc): Condition {
    const valueTest = VALUE_TESTS[name]
    if (valueTest) return leaf('elements', valueTest(operand, name))
    switch (name) {
      case '$ne':
        if (isRegex(operand)) throw badValue("Can't have regex as arg to $ne.")
        return not(leaf('elements', equalityTest(operand)))
      case '$nin':
        return not(leaf('elements', inTest(operand, name)))
      case '$exists':
        return truthy(operand) ? PRESENT : not(PRESENT)
      case '$size':
        return leaf('whole', predicate.sizeTest(operand))
      case '$regex':
        return leaf('elements', regexTest(operand, siblings.$options))
      case '$not':
        return this.negation(operand)
      case '$elemMatch':
        return leaf('whole', this.elemMatch(operand))
      case '$all':
        return this.all(operand)
      default:
        refuseKnown('query operator', name)
        throw badValue(`unknown operator: ${name}`)
    }
  }

  private negation(operand: unknown): Condition {
    if (isRegex(operand)) return not(leaf('elements', regexTest(operand)))
    if (!isDoc(operand)) throw badValue('$not needs a regex or a document')
    if (Object.keys(operand).length === 0) throw badValue('$not cannot be empty')
    return not(this.operators(operand))
  }

  private all(operand: unknown): Condition {
    if (!Array.isArray(operand)) throw badValue('$all needs an array')
    if (operand.length === 0) return leaf('whole', () => false)
    const elementMatches = operand.filter((item) => isDoc(item) && '$elemMatch' in item).length
    if (elementMatches > 0 && elementMatches < operand.length)
      throw badValue('$all/$elemMatch has to be consistent')
    if (elementMatches === 0 && operand.some(isOperatorDoc)) throw badValue('no $ expressions in $all')
    return all(operand.map((item) => this.condition(item)))
  }

  private elemMatch(operand: unknown): ValueTest {
    if (!isDoc(operand)) throw badValue('$elemMatch needs an Object')
    if (testsElement(operand)) {
      const { onValue } = this.operators(operand)
      return (value) => Array.isArray(value) && value.some(onValue)
    }
    const test = this.query(operand)
    // An array inside the array is seen as a document with its indexes as names.
    const matches = (item: unknown): boolean =>
      isDoc(item) ? test(item) : Array.isArray(item) && test(Object.assign(newDoc(), item))
    return (value) => Array.isArray(value) && value.some(matches)
  }
}

/**
 * Compiles a query filter once; the result is a pure test of one document.
 * @throws ServerError 2 for a malformed filter or unknown operator, 238 for one outside the subset
 */
export const compileMatcher = (filter: Doc): Test => new Compiler().query(filter)

/** Compiles operators (`{ $gt: 3 }`) into a test of a single value, arrays not expanded. */
export const compileValueTest = (operators: Doc): ValueTest => new Compiler().operators(operators).onValue
