import { Int32, Long } from 'bson'
import { location } from '../errors'
import { compileExpression } from '../expression/compile'
import { compileMatcher, type MatchOptions } from '../matcher/compile'
import { compileSorter } from '../sorter/compile'
import type { Doc } from '../value/document'
import { isDoc, newDoc } from '../value/document'
import { plainValueAt } from '../value/path'
import { toInteger } from '../value/number'
import { print } from '../value/print'
import { typeName, typeOf } from '../value/type'
import { withValueAt } from './field'
import { expressionOptionsOf, type PipelineContext, type Stage, type StageFactory, stringsOf } from './stage'

/** A stage that maps each document to one or none. */
export const each = (apply: (doc: Doc) => Doc): StageFactory => {
  const stage: Stage = { push: (docs) => docs.map(apply) }
  return () => stage
}

export function compileMatch(spec: unknown, context: PipelineContext): StageFactory {
  if (!isDoc(spec)) throw location(15959, 'the match filter must be an expression in an object')
  const options: MatchOptions = {
    now: context.now,
    ...(context.collation ? { collation: context.collation } : {}),
    ...(context.vars ? { vars: context.vars } : {}),
    ...(context.cells ? { cells: context.cells } : {}),
  }
  const test = compileMatcher(spec, options)
  const stage: Stage = { push: (docs) => docs.filter(test) }
  return () => stage
}

/** The number of `$limit`. @throws ServerError 15958, 2107201 */
export function limitOf(spec: unknown): number {
  const limit = toInteger(spec)
  if (limit === undefined)
    throw location(2107201, `invalid argument to $limit stage: Expected a number in: $limit: ${print(spec)}`)
  if (limit < 0)
    throw location(
      2107201,
      `invalid argument to $limit stage: Expected a non-negative number in: $limit: ${print(spec)}`,
    )
  if (limit === 0) throw location(15958, 'the limit must be positive')
  return limit
}

/** The number of `$skip`. @throws ServerError 5107200 */
export function skipOf(spec: unknown): number {
  const skip = toInteger(spec)
  if (skip === undefined)
    throw location(5107200, `invalid argument to $skip stage: Expected a number in: $skip: ${print(spec)}`)
  if (skip < 0)
    throw location(
      5107200,
      `invalid argument to $skip stage: Expected a non-negative number in: $skip: ${print(spec)}`,
    )
  return skip
}

export function compileLimit(spec: unknown): StageFactory {
  const limit = limitOf(spec)
  return () => {
    let left = limit
    return {
      push(docs) {
        const passed = docs.length > left ? docs.slice(0, left) : docs
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
        const dropped = Math.min(left, docs.length)
        left -= dropped
        return docs.slice(dropped)
      },
    }
  }
}

/** `$sort`. @param keep how many documents the following stages can use, so that no more are held */
export function compileSortStage(spec: unknown, keep: number, context: PipelineContext): StageFactory {
  if (!isDoc(spec)) throw location(15973, 'the $sort key specification must be an object')
  if (Object.keys(spec).length === 0) throw location(15976, '$sort stage must have at least one sort key')
  const { keyOf, compareKeys } = compileSorter(spec, stringsOf(context))
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
      end() {
        if (count === 0) return []
        const doc = newDoc()
        doc[spec] = new Int32(count)
        return [doc]
      },
    }
  }
}

export function compileUnwind(spec: unknown): StageFactory {
  const options: Doc = isDoc(spec) ? spec : { path: spec }
  for (const name of Object.keys(options)) {
    if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(name)) {
      throw location(28811, `unrecognized option to $unwind stage: ${name}`)
    }
  }
  const { path: reference, includeArrayIndex: index, preserveNullAndEmptyArrays: preserve = false } = options
  if (typeof reference !== 'string') {
    throw location(
      28808,
      `expected a string as the path for $unwind stage, got ${typeName(typeOf(reference))}`,
    )
  }
  if (!reference.startsWith('$') || reference.length < 2) {
    throw location(28818, `path option to $unwind stage should be prefixed with a '$': ${reference}`)
  }
  if (typeof preserve !== 'boolean')
    throw location(
      28809,
      `expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, got ${typeName(typeOf(preserve))}`,
    )
  if (index !== undefined && (typeof index !== 'string' || index === '')) {
    throw location(
      28810,
      `expected a non-empty string for the includeArrayIndex  option to $unwind stage, got ${typeName(typeOf(index))}`,
    )
  }
  if (typeof index === 'string' && index.startsWith('$')) {
    throw location(
      28822,
      `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${index}`,
    )
  }
  const path = reference.slice(1).split('.')
  const numbered = (doc: Doc, at: Long | null) =>
    index === undefined ? doc : withValueAt(doc, index.split('.'), at)
  const unwound = (doc: Doc): Doc[] => {
    const value = plainValueAt(doc, path)
    if (Array.isArray(value) && value.length > 0) {
      return value.map((item: unknown, at) => numbered(withValueAt(doc, path, item), Long.fromNumber(at)))
    }
    if (Array.isArray(value)) return preserve ? [numbered(withValueAt(doc, path, undefined), null)] : []
    if (value === null || value === undefined) return preserve ? [numbered(doc, null)] : []
    return [numbered(doc, null)]
  }
  const stage: Stage = { push: (docs) => docs.flatMap(unwound) }
  return () => stage
}

export function compileSample(spec: unknown): StageFactory {
  const size = isDoc(spec) ? toInteger(spec.size) : undefined
  if (!isDoc(spec)) throw location(28745, 'the $sample stage specification must be an object')
  if (size === undefined) throw location(28746, 'size argument to $sample must be a number')
  if (size <= 0) throw location(28747, 'size argument to $sample must be a positive integer')
  return () => {
    const kept: Doc[] = []
    let seen = 0
    return {
      // Reservoir sampling: every document seen so far is kept with the same probability.
      push(docs) {
        for (const doc of docs) {
          const place = kept.length < size ? kept.length : Math.floor(Math.random() * (seen + 1))
          if (place < size) kept[place] = doc
          seen++
        }
        return []
      },
      end: () => kept.sort(() => Math.random() - 0.5),
    }
  }
}

export function compileDocuments(spec: unknown, context: PipelineContext): StageFactory {
  const value = compileExpression(spec, expressionOptionsOf(context))(newDoc())
  if (!Array.isArray(value) || !value.every(isDoc)) {
    throw location(5858203, 'an array of documents is expected in $documents')
  }
  const docs: Doc[] = value
  return () => ({ push: () => [], end: () => docs })
}
