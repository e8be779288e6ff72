import { badValue, failedToParse } from '../errors'
import { compileMatcher, type MatchOptions } from '../matcher/compile'
import type { Doc } from '../value/document'
import { isDoc } from '../value/document'

/** Whether an array element is meant by an identifier. */
export type ElementFilter = (item: unknown) => boolean

function identifiersOf(filter: Doc, found = new Set<string>()): Set<string> {
  for (const [name, value] of Object.entries(filter)) {
    if (!name.startsWith('$')) found.add(name.split('.')[0] ?? '')
    else if (Array.isArray(value)) for (const branch of value) if (isDoc(branch)) identifiersOf(branch, found)
  }
  return found
}

/** Compiles `arrayFilters` by identifier. @throws ServerError 9 for a filter without exactly one identifier */
export function compileArrayFilters(
  filters: readonly Doc[],
  options: MatchOptions,
): Map<string, ElementFilter> {
  const compiled = new Map<string, ElementFilter>()
  for (const filter of filters) {
    const [name, other] = [...identifiersOf(filter)]
    if (name === undefined) {
      throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters')
    }
    if (other !== undefined) {
      throw failedToParse(
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${name}' and '${other}'`,
      )
    }
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
      throw badValue(
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
      )
    }
    if (compiled.has(name)) {
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`)
    }
    const test = compileMatcher(filter, options)
    compiled.set(name, (item) => test({ [name]: item }))
  }
  return compiled
}
