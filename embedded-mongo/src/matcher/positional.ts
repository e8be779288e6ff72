import { truthy } from '../expression/logic'
import { isDoc, type Doc } from '../value/document'
import { indexOfPart, pathOf, type Path } from '../value/path'
import { compileMatcher, type Test } from './compile'
import { conjunctionOf } from './conjunction'

type Condition = readonly [path: string, condition: unknown]

/** Conditions on paths that hold for every match; those under an `$or` come after the rest. */
function conditionsIn(filter: Doc): Condition[] {
  const { fields, or } = conjunctionOf(filter)
  return [...fields, ...or.flat().flatMap(conditionsIn)]
}

/** A negation holds for a whole array and points at no element, nor does the presence of the array itself. */
const isNegative = (condition: unknown, ofArray: boolean): boolean => {
  const names = isDoc(condition) ? Object.keys(condition) : []
  if (isDoc(condition) && '$exists' in condition && (ofArray || !truthy(condition.$exists))) return true
  return names.length > 0 && names.every((name) => ['$ne', '$nin', '$not'].includes(name))
}

/** A test of one element of the array at `array` (as `{ item }`) by a condition on it or on a path below it. */
function elementTest([path, condition]: Condition, array: string): Test {
  if (isNegative(condition, path === array)) return () => false
  if (path !== array) {
    return compileMatcher({ [`item.${path.slice(array.length + 1)}`]: condition })
  }
  if (isDoc(condition) && '$elemMatch' in condition) {
    const test = compileMatcher({ item: { $elemMatch: condition.$elemMatch } })
    return (doc) => test({ item: [doc.item] })
  }
  return compileMatcher({ item: condition })
}

/** The value at a path through documents and the elements that it names. */
const elementAt = (doc: Doc, path: Path): unknown =>
  path.reduce<unknown>((value, part) => {
    if (Array.isArray(value)) return value[indexOfPart(part)] as unknown
    return isDoc(value) ? value[part] : undefined
  }, doc)

/**
 * What `$` stands for: compiles the filter into a search for the first element of the array at `prefix` that
 * satisfies the filter's condition on that array, or on another array when it has none on this.
 * @returns the index for a document, or -1
 */
export function compilePositional(filter: Doc, prefix: string): (doc: Doc) => number {
  const conditions = conditionsIn(filter)
  const own = conditions.filter(([path]) => path === prefix || path.startsWith(`${prefix}.`))
  const searches = own.map((condition) => ({ array: prefix, condition }))
  if (own.length === 0) {
    for (const condition of conditions) {
      const parts = pathOf(condition[0])
      parts.forEach((_, last) => searches.push({ array: parts.slice(0, last + 1).join('.'), condition }))
    }
  }
  const compiled = searches.map(({ array, condition }) => ({
    path: pathOf(array),
    test: elementTest(condition, array),
  }))
  return (doc) => {
    for (const { path, test } of compiled) {
      const items = elementAt(doc, path)
      const index = Array.isArray(items) ? items.findIndex((item: unknown) => test({ item })) : -1
      if (index >= 0) return index
    }
    return -1
  }
}
