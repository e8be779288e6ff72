import { Decimal128, Double, Int32, Long } from 'bson'
import type { Doc } from '../src/value/document'
import { wire } from './canonical'
import { equal, isDoc, isNumber, matches, order, passes } from './model'

/** The naive model of updates: a copy of the document, changed in place, one operator after the other. */

export class Refused extends Error {
  constructor(readonly code: number) {
    super(`code ${code}`)
  }
}

const isIndex = (part: string): boolean => /^(0|[1-9]\d*)$/.test(part)

/** The path with the index that `$` stands for: that of the first element which `matched` accepts. */
function resolve(value: unknown, path: readonly string[], matched: Matched): string[] {
  const [part, ...rest] = path
  if (part === undefined) return []
  const next = (name: string): string[] => [name, ...resolve(childOf(value, name), rest, matched)]
  if (part !== '$') return next(part)
  const index = Array.isArray(value) ? value.findIndex((item) => matched(item)) : -1
  if (index < 0) throw new Refused(2)
  return next(String(index))
}

export type Matched = (item: unknown) => boolean

function childOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return isIndex(name) ? (value[Number(name)] as unknown) : undefined
  return isDoc(value) ? value[name] : undefined
}

const byPath = (a: readonly string[], b: readonly string[]): number => {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x = '', y = ''] = [a[i], b[i]]
    if (x === y) continue
    if (isIndex(x) && isIndex(y)) return Number(x) - Number(y)
    if (isIndex(x) !== isIndex(y)) return isIndex(x) ? -1 : 1
    return x < y ? -1 : 1
  }
  return a.length - b.length
}

function refuseConflicts(paths: readonly (readonly string[])[]): void {
  paths.forEach((path, at) =>
    paths.forEach((other, position) => {
      if (position !== at && other.every((part, index) => part === path[index])) throw new Refused(40)
    }),
  )
}

/** Puts what `change` makes of the value at a path in its place; undefined takes it away, KEEP leaves all. */
const KEEP = Symbol('keep')
function put(doc: Doc, path: readonly string[], create: boolean, change: (before: unknown) => unknown): void {
  const [name = '', ...rest] = path
  const fits = (value: unknown): boolean => isDoc(value) || (Array.isArray(value) && isIndex(name))
  const set = (holder: unknown, value: unknown): void => {
    if (Array.isArray(holder)) {
      while (holder.length < Number(name)) holder.push(null)
      holder[Number(name)] = value ?? null
    } else if (value === undefined) delete (holder as Doc)[name]
    else (holder as Doc)[name] = value
  }
  if (!fits(doc)) {
    if (create) throw new Refused(28)
    return
  }
  const before = childOf(doc, name)
  if (rest.length > 0 && before !== undefined) return put(before as Doc, rest, create, change)
  if (rest.length > 0 && !create) return
  const after = change(before)
  if (after === KEEP || (after === undefined && before === undefined)) return
  set(
    doc,
    rest.reduceRight((value, part) => ({ [part]: value }), after),
  )
}

const width = (value: unknown): number =>
  value instanceof Int32 ? 0 : value instanceof Double ? 2 : value instanceof Decimal128 ? 3 : 1

/** a + b in the wider type of both. */
function summed(a: unknown, b: unknown): unknown {
  const wider = Math.max(width(a), width(b))
  if (wider === 2) return new Double(Number(a) + Number(b))
  if (wider === 3) throw new Refused(238)
  const [x, y] = [BigInt(String(a)), BigInt(String(b))]
  const result = x + y
  if (wider === 0 && BigInt.asIntN(32, result) === result) return new Int32(Number(result))
  if (BigInt.asIntN(64, result) !== result) throw new Refused(2)
  return Long.fromBigInt(result)
}

function asArray(value: unknown, code: number): unknown[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw new Refused(code)
  return value
}

function pushed(current: unknown, operand: unknown): unknown {
  const options: Doc = isDoc(operand) && '$each' in operand ? operand : { $each: [operand] }
  const items = [...asArray(current, 2)]
  const place = options.$position === undefined ? items.length : Number(options.$position)
  items.splice(place, 0, ...(options.$each as unknown[]))
  const { $slice: slice } = options
  if (slice === undefined) return items
  return Number(slice) < 0 ? items.slice(Number(slice)) : items.slice(0, Number(slice))
}

function pulled(current: unknown, operand: unknown): unknown {
  if (current === undefined) return KEEP
  const [operator] = isDoc(operand) ? Object.keys(operand) : []
  return asArray(current, 2).filter((item) => {
    if (!isDoc(operand)) return !equal(item, operand)
    if (operator?.startsWith('$')) return !passes(item, operator, operand[operator])
    return !(isDoc(item) && matches(item, operand))
  })
}

function added(current: unknown, operand: unknown): unknown {
  const items = [...asArray(current, 2)]
  const given = isDoc(operand) && '$each' in operand ? (operand.$each as unknown[]) : [operand]
  for (const item of given) if (!items.some((known) => equal(known, item))) items.push(item)
  return items
}

/** What an operator makes of a value. */
const OPERATORS: Record<string, (current: unknown, operand: unknown) => unknown> = {
  $set: (_current, operand) => operand,
  $setOnInsert: (_current, operand) => operand,
  $unset: () => undefined,
  $min: (current, operand) => (current === undefined || order(operand, current) < 0 ? operand : KEEP),
  $max: (current, operand) => (current === undefined || order(operand, current) > 0 ? operand : KEEP),
  $push: pushed,
  $addToSet: added,
  $pull: pulled,
  $inc(current, operand) {
    if (current === undefined) return operand
    if (!isNumber(current)) throw new Refused(14)
    return summed(current, operand)
  },
}
const DROPPED_WHEN_MISSING = ['$unset', '$pull']

function stepsOf(update: Doc) {
  return Object.entries(update).flatMap(([operator, fields]) =>
    Object.entries(fields as Doc).map(([path, operand]) => ({ operator, path: path.split('.'), operand })),
  )
}

/** What is refused whatever there is to update. @throws Refused with 40 when two paths meet */
export const checkPaths = (update: Doc): void => refuseConflicts(stepsOf(update).map(({ path }) => path))

/** The document after an update of operators. @throws with the code the server answers */
export function updated(source: Doc, update: Doc, matched: Matched, inserting = false): Doc {
  const doc = wire(source)
  checkPaths(update)
  const steps = stepsOf(update).map((step) => ({ ...step, path: resolve(doc, step.path, matched) }))
  refuseConflicts(steps.map(({ path }) => path))
  for (const { operator, path, operand } of steps.sort((a, b) => byPath(a.path, b.path))) {
    if (operator === '$setOnInsert' && !inserting) continue
    put(doc, path, !DROPPED_WHEN_MISSING.includes(operator), (before) =>
      OPERATORS[operator]?.(before, operand),
    )
  }
  return doc
}
