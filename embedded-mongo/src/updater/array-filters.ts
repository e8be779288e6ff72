import { badValue, failedToParse } from '../errors'
import type { Variables } from '../expression/operator'
import { compileMatcher } from '../matcher/compile'
import { isDoc, type Doc } from '../value/document'

/** Whether an array element is meant by an identifier. */
export type ElementFilter = (item: unknown) => boolean

/** First parts of all paths in a filter. */
const identifiersOf = (filter: Doc): string[] =>
  Object.entries(filter).flatMap(([name, value]) => {
    if (!name.startsWith('$')) return [name.split('.')[0] ?? '']
    return Array.isArray(value) ? value.filter(isDoc).flatMap(identifiersOf) : []
  })

/** Compiles `arrayFilters` by identifier. @throws ServerError 9 for a filter without exactly one identifier */
export function compileArrayFilters(
  filters: readonly Doc[],
  variables: Variables,
): ReadonlyMap<string, ElementFilter> {
  const compiled = new Map<string, ElementFilter>()
  const refused = (why: string) => `Error parsing array filter :: caused by :: ${why}`
  for (const filter of filters) {
    const [name, other] = new Set(identifiersOf(filter))
    if (name === undefined)
      throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters')
    if (other !== undefined)
      throw failedToParse(refused(`Expected a single top-level field name, found '${name}' and '${other}'`))
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name))
      throw badValue(
        refused(
          `The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
        ),
      )
    if (compiled.has(name))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`)
    const test = compileMatcher(filter, variables)
    compiled.set(name, (item) => test({ [name]: item }))
  }
  return compiled
}
