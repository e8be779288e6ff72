import { Int32, Long } from 'bson'
import { location } from '../errors'
import { nameOf, type Variables } from '../expression/operator'
import { compileMatcher } from '../matcher/compile'
import { compileSorter } from '../sorter/compile'
import { isDoc, newDoc, type Doc } from '../value/document'
import { toInteger } from '../value/number'
import { plainValueAt } from '../value/path'
import { print } from '../value/print'
import { type StageFactory, stateless, withValueAt } from './stage'

export function compileMatch(spec: unknown, variables: Variables): StageFactory {
  if (!isDoc(spec)) throw location(15959, 'the match filter must be an expression in an object')
  const test = compileMatcher(spec, variables)
  return stateless((docs) => docs.filter(test))
}

function countOf(stage: string, spec: unknown, code: number): number {
  const count = toInteger(spec)
  if (count !== undefined && count >= 0) return count
  const wanted = count === undefined ? 'a number' : 'a non-negative number'
  throw location(code, `invalid argument to ${stage} stage: Expected ${wanted} in: ${stage}: ${print(spec)}`)
}

/** The number of `$skip`. @throws ServerError 5107200 */
export const skipOf = (spec: unknown): number => countOf('$skip', spec, 5107200)

/** The number of `$limit`. @throws ServerError 15958, 2107201 */
export function limitOf(spec: unknown): number {
  const limit = countOf('$limit', spec, 2107201)
  if (limit === 0) throw location(15958, 'the limit must be positive')
  return limit
}

export function compileLimit(spec: unknown): StageFactory {
  const limit = limitOf(spec)
  return () => {
    let left = limit
    return {
      push(docs) {
        const passed = docs.slice(0, left)
        left -= passed.length
        return passed
      },
      done: () => left === 0,
    }
  }
}

export function compileSkip(spec: unknown): StageFactory {
  const skip = skipOf(spec)
  return () => {
    let left = skip
    return {
      push(docs) {
        const rest = docs.slice(left)
        left -= docs.length - rest.length
        return rest
      },
    }
  }
}

/** `$sort`. @param keep how many documents the following stages can use, so that no more are held */
export function compileSortStage(spec: unknown, keep: number): StageFactory {
  if (!isDoc(spec)) throw location(15973, 'the $sort key specification must be an object')
  if (Object.keys(spec).length === 0) throw location(15976, '$sort stage must have at least one sort key')
  const { keyOf, compareKeys } = compileSorter(spec)
  return () => {
    let rows: { doc: Doc; key: unknown[] }[] = []
    const sort = () => rows.sort((a, b) => compareKeys(a.key, b.key))
    return {
      push(docs) {
        for (const doc of docs) rows.push({ doc, key: keyOf(doc) })
        if (rows.length > 2 * keep + 1000) rows = sort().slice(0, keep)
        return []
      },
      end: () => sort().map(({ doc }) => doc),
    }
  }
}

export function compileCount(spec: unknown): StageFactory {
  if (typeof spec !== 'string' || spec === '')
    throw location(40156, 'the count field must be a non-empty string')
  if (spec.startsWith('$')) throw location(40158, 'the count field cannot be a $-prefixed path')
  if (spec.includes('\0')) throw location(40159, 'the count field cannot contain a null byte')
  if (spec.includes('.')) throw location(40160, "the count field cannot contain '.'")
  return () => {
    let count = 0
    return {
      push(docs) {
        count += docs.length
        return []
      },
      end: () => (count === 0 ? [] : [Object.assign(newDoc(), { [spec]: new Int32(count) })]),
    }
  }
}

/** The options of `$unwind`: a path alone, or a document. */
function unwindOptions(spec: unknown): { path: string[]; index: string | undefined; preserve: boolean } {
  const options: Doc = isDoc(spec) ? spec : { path: spec }
  const { path, includeArrayIndex: index, preserveNullAndEmptyArrays: preserve = false, ...rest } = options
  const [unknown] = Object.keys(rest)
  if (unknown !== undefined) throw location(28811, `unrecognized option to $unwind stage: ${unknown}`)
  if (typeof path !== 'string')
    throw location(28808, `expected a string as the path for $unwind stage, got ${nameOf(path)}`)
  if (!path.startsWith('$') || path.length < 2)
    throw location(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`)
  if (typeof preserve !== 'boolean')
    throw location(
      28809,
      `expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, got ${nameOf(preserve)}`,
    )
  if (index !== undefined && (typeof index !== 'string' || index === ''))
    throw location(
      28810,
      `expected a non-empty string for the includeArrayIndex  option to $unwind stage, got ${nameOf(index)}`,
    )
  if (index?.startsWith('$'))
    throw location(
      28822,
      `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${index}`,
    )
  return { path: path.slice(1).split('.'), index, preserve }
}

export function compileUnwind(spec: unknown): StageFactory {
  const { path, index, preserve } = unwindOptions(spec)
  const numbered = (doc: Doc, at: Long | null) =>
    index === undefined ? doc : withValueAt(doc, index.split('.'), at)
  return stateless((docs) =>
    docs.flatMap((doc) => {
      const value = plainValueAt(doc, path)
      if (!Array.isArray(value)) return preserve || (value ?? null) !== null ? [numbered(doc, null)] : []
      if (value.length === 0) return preserve ? [numbered(withValueAt(doc, path, undefined), null)] : []
      return value.map((item, at) => numbered(withValueAt(doc, path, item), Long.fromNumber(at)))
    }),
  )
}

export function compileSample(spec: unknown): StageFactory {
  if (!isDoc(spec)) throw location(28745, 'the $sample stage specification must be an object')
  const size = toInteger(spec.size)
  if (size === undefined) throw location(28746, 'size argument to $sample must be a number')
  if (size <= 0) throw location(28747, 'size argument to $sample must be a positive integer')
  return () => {
    // Every document gets a random number; those with the smallest stay.
    let drawn: { doc: Doc; lot: number }[] = []
    const draw = () => drawn.sort((a, b) => a.lot - b.lot).slice(0, size)
    return {
      push(docs) {
        for (const doc of docs) drawn.push({ doc, lot: Math.random() })
        if (drawn.length > 2 * size + 1000) drawn = draw()
        return []
      },
      end: () => draw().map(({ doc }) => doc),
    }
  }
}
