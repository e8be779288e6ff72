import type { Doc } from '../value/document'
import { isDoc } from '../value/document'
import { pathOf, plainValueAt, type Path } from '../value/path'
import { compileMatcher, type MatchOptions, type Test } from './compile'

interface ArrayCondition {
  path: string
  condition: unknown
}

const NEGATIVE = new Set(['$ne', '$nin', '$not', '$exists'])

/** Conditions on paths that hold for every match, from `$and` too; those under `$or` come after the rest. */
function conditionsOf(
  filter: Doc,
  found: ArrayCondition[] = [],
  later: ArrayCondition[] = [],
): ArrayCondition[] {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(value)) {
      for (const branch of value) if (isDoc(branch)) conditionsOf(branch, found, later)
    } else if (name === '$or' && Array.isArray(value)) {
      for (const branch of value) if (isDoc(branch)) later.push(...conditionsOf(branch))
    } else if (!name.startsWith('$')) {
      found.push({ path: name, condition: value })
    }
  }
  return [...found, ...later]
}

/** A test of one array element for a condition on `prefix` or on a path below it. */
function elementTest({ path, condition }: ArrayCondition, prefix: string, options: MatchOptions): Test {
  const wrapped = (inner: unknown): Doc => ({ item: inner })
  if (
    isDoc(condition) &&
    Object.keys(condition).every((name) => NEGATIVE.has(name)) &&
    Object.keys(condition).length > 0
  ) {
    return () => false
  }
  if (path !== prefix) {
    return compileMatcher({ [`item.${path.slice(prefix.length + 1)}`]: condition }, options)
  }
  if (isDoc(condition) && '$elemMatch' in condition) {
    const test = compileMatcher(wrapped({ $elemMatch: condition.$elemMatch }), options)
    return (doc) => test({ item: [doc.item] })
  }
  if (isDoc(condition) && '$all' in condition && Array.isArray(condition.$all)) {
    const tests = condition.$all.map((item: unknown) =>
      elementTest({ path, condition: item }, prefix, options),
    )
    return (doc) => tests.some((test) => test(doc))
  }
  return compileMatcher(wrapped(condition), options)
}

/**
 * What `$` stands for: compiles the filter into a search for the first element of the array at `prefix` that
 * satisfies the filter's condition on that array, or on another array when it has none on this.
 * @returns the index for a document, or -1
 */
export function compilePositional(
  filter: Doc,
  prefix: string,
  options: MatchOptions = {},
): (doc: Doc) => number {
  const conditions = conditionsOf(filter)
  const own = conditions.filter(({ path }) => path === prefix || path.startsWith(`${prefix}.`))
  const searches = own.map((condition) => ({
    array: pathOf(prefix),
    test: elementTest(condition, prefix, options),
  }))
  if (own.length === 0) {
    for (const condition of conditions) {
      const parts = pathOf(condition.path)
      for (let length = 1; length <= parts.length; length++) {
        const array = parts.slice(0, length)
        searches.push({ array, test: elementTest(condition, array.join('.'), options) })
      }
    }
  }
  return (doc) => {
    for (const { array, test } of searches) {
      const index = firstIndex(doc, array, test)
      if (index >= 0) return index
    }
    return -1
  }
}

function firstIndex(doc: Doc, path: Path, test: Test): number {
  const array = plainValueAt(doc, path)
  return Array.isArray(array) ? array.findIndex((item: unknown) => test({ item })) : -1
}
