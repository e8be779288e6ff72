import { Int32 } from 'bson'
import { failure, notImplemented } from '../errors'
import { nameOf } from '../expression/operator'
import { compileMatcher } from '../matcher/compile'
import { compileSorter, Sorting } from '../sorter/compile'
import { copyDoc, isDoc, newDoc, type Doc } from '../value/document'
import { isNumber, toDouble, toInteger } from '../value/number'
import { pathOf, plainValueAt } from '../value/path'
import { print } from '../value/print'
import { collecting, perDocument, type Stage } from './stage'

export function compileMatch(spec: unknown): Stage {
  if (!isDoc(spec)) throw failure(15959, 'the match filter must be an expression in an object')
  const test = compileMatcher(spec)
  return perDocument((doc) => (test(doc) ? doc : undefined))
}

function countOf(stage: string, spec: unknown, code: number): number {
  const count = toInteger(spec)
  if (count !== undefined && count >= 0) return count
  const wanted = count === undefined ? 'a number' : 'a non-negative number'
  throw failure(code, `invalid argument to ${stage} stage: Expected ${wanted} in: ${stage}: ${print(spec)}`)
}

/** The number of `$skip`. @throws ServerError 5107200 */
export const skipOf = (spec: unknown): number => countOf('$skip', spec, 5107200)

/** The number of `$limit`. @throws ServerError 15958, 2107201 */
export function limitOf(spec: unknown): number {
  const limit = countOf('$limit', spec, 2107201)
  if (limit === 0) throw failure(15958, 'the limit must be positive')
  return limit
}

export function compileLimit(spec: unknown): Stage {
  const limit = limitOf(spec)
  return function* (input) {
    let left = limit
    for (const doc of input) {
      yield doc
      if (doc && --left === 0) return
    }
  }
}

export function compileSkip(spec: unknown): Stage {
  const skip = skipOf(spec)
  return function* (input) {
    let left = skip
    for (const doc of input) yield doc && left-- > 0 ? undefined : doc
  }
}

/** `$sort`. @param keep how many documents the following stages can use, so that no more are held */
export function compileSortStage(spec: unknown, keep: number): Stage {
  if (!isDoc(spec)) throw failure(15973, 'the $sort key specification must be an object')
  if (Object.keys(spec).length === 0) throw failure(15976, '$sort stage must have at least one sort key')
  const sorter = compileSorter(spec)
  return collecting(() => {
    const sorting = new Sorting<Doc>(sorter, keep)
    return { add: (doc) => sorting.add(doc, doc, 0), result: () => sorting.result() }
  })
}

/** `$sample`: so many documents, each as likely as any other, in random order. */
export function compileSample(spec: unknown): Stage {
  if (!isDoc(spec)) throw failure(28745, 'the $sample stage specification must be an object')
  const { size: wanted, ...others } = spec
  const [other] = Object.keys(others)
  if (other !== undefined) throw failure(28748, `unrecognized option to $sample: ${other}`)
  if (wanted === undefined) throw failure(28749, '$sample stage must specify a size')
  if (!isNumber(wanted)) throw failure(28746, 'size argument to $sample must be a number')
  const size = Math.trunc(toDouble(wanted))
  if (!(size > 0)) throw failure(28747, 'size argument to $sample must be a positive integer')
  return collecting(() => {
    const kept: Doc[] = []
    let seen = 0
    return {
      add(doc) {
        const at = Math.floor(Math.random() * ++seen)
        if (kept.length < size) kept.push(kept[at] ?? doc)
        if (at < size) kept[at] = doc
      },
      result: () => kept,
    }
  })
}

export function compileCount(spec: unknown): Stage {
  if (typeof spec !== 'string' || spec === '')
    throw failure(40156, 'the count field must be a non-empty string')
  if (spec.startsWith('$')) throw failure(40158, 'the count field cannot be a $-prefixed path')
  if (spec.includes('.')) throw failure(40160, "the count field cannot contain '.'")
  return collecting(() => {
    let count = 0
    return {
      add: () => count++,
      result: () => (count === 0 ? [] : [Object.assign(newDoc(), { [spec]: new Int32(count) })]),
    }
  })
}

/** `$unwind` by its path alone. */
export function compileUnwind(spec: unknown): Stage {
  const { path, ...options } = isDoc(spec) ? spec : { path: spec }
  const [option] = Object.keys(options)
  if (option === 'includeArrayIndex' || option === 'preserveNullAndEmptyArrays')
    throw notImplemented(`the option ${option} of $unwind`)
  if (option !== undefined) throw failure(28811, `unrecognized option to $unwind stage: ${option}`)
  if (typeof path !== 'string')
    throw failure(28808, `expected a string as the path for $unwind stage, got ${nameOf(path)}`)
  if (!path.startsWith('$') || path.length < 2)
    throw failure(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`)
  const parts = pathOf(path.slice(1))
  return function* (input) {
    for (const doc of input) {
      const value = doc && plainValueAt(doc, parts)
      if (!doc || value === undefined || value === null) yield undefined
      else if (!Array.isArray(value)) yield doc
      else for (const item of value) yield withValueAt(doc, parts, item)
    }
  }
}

/** A copy of a document with one value set at a path that runs through documents. */
function withValueAt(doc: Doc, path: readonly string[], value: unknown): Doc {
  const [name = '', ...rest] = path
  const copy = copyDoc(doc)
  copy[name] = rest.length > 0 ? withValueAt(copy[name] as Doc, rest, value) : value
  return copy
}
