import { Double, Int32 } from 'bson'
import { location, notImplemented } from '../errors'
import { meanOf, nameOf } from '../expression/arithmetic'
import { Summation } from '../expression/summation'
import type { StringOrder } from '../value/collation'
import { compare } from '../value/compare'
import type { Doc } from '../value/document'
import { isDoc, newDoc } from '../value/document'
import { equalityKey, foldOf } from '../value/equality-key'
import { isNumber, toDouble } from '../value/number'
import { print } from '../value/print'

/** One accumulator of one group. `result` may be undefined, which a group shows as null. */
export interface Accumulator {
  add(value: unknown): void
  result(): unknown
}

class Sum implements Accumulator {
  protected readonly sum = new Summation()
  add(value: unknown): void {
    if (isNumber(value)) this.sum.add(value)
  }
  result(): unknown {
    return this.sum.total()
  }
}

class Average extends Sum {
  override result(): unknown {
    return meanOf(this.sum)
  }
}

class Extreme implements Accumulator {
  private best: unknown = null
  constructor(
    private readonly sign: number,
    private readonly strings: StringOrder | undefined,
  ) {}
  add(value: unknown): void {
    if (value === null || value === undefined) return
    if (this.best === null || compare(value, this.best, this.strings) === this.sign) this.best = value
  }
  result(): unknown {
    return this.best
  }
}

class First implements Accumulator {
  private seen = false
  private value: unknown
  add(value: unknown): void {
    if (this.seen) return
    this.seen = true
    this.value = value
  }
  result(): unknown {
    return this.value
  }
}

class Last implements Accumulator {
  private value: unknown
  add(value: unknown): void {
    this.value = value
  }
  result(): unknown {
    return this.value
  }
}

class Push implements Accumulator {
  private readonly items: unknown[] = []
  add(value: unknown): void {
    if (value !== undefined) this.items.push(value)
  }
  result(): unknown {
    return this.items
  }
}

class AddToSet implements Accumulator {
  private readonly items = new Map<string, unknown>()
  private readonly fold
  constructor(strings: StringOrder | undefined) {
    this.fold = foldOf(strings)
  }
  add(value: unknown): void {
    if (value === undefined) return
    const key = equalityKey(value, this.fold)
    if (!this.items.has(key)) this.items.set(key, value)
  }
  result(): unknown {
    return [...this.items.values()]
  }
}

class MergeObjects implements Accumulator {
  private readonly merged: Doc = newDoc()
  add(value: unknown): void {
    if (value === null || value === undefined) return
    if (!isDoc(value)) {
      throw location(
        40400,
        `$mergeObjects requires object inputs, but input ${print(value)} is of type ${nameOf(value)}`,
      )
    }
    Object.assign(this.merged, value)
  }
  result(): unknown {
    return this.merged
  }
}

/** Welford's method: one pass without cancellation. */
class Deviation implements Accumulator {
  private count = 0
  private mean = 0
  private squares = 0
  constructor(private readonly sample: boolean) {}
  add(value: unknown): void {
    if (!isNumber(value)) return
    const number = toDouble(value)
    this.count++
    const delta = number - this.mean
    this.mean += delta / this.count
    this.squares += delta * (number - this.mean)
  }
  result(): unknown {
    const divisor = this.sample ? this.count - 1 : this.count
    return divisor < 1 ? null : new Double(Math.sqrt(this.squares / divisor))
  }
}

const OTHERS = new Set(
  '$accumulator $bottom $bottomN $firstN $lastN $maxN $median $minN $percentile $top $topN'.split(' '),
)

/**
 * A maker of accumulators for one field of a `$group`.
 * @throws ServerError 15952 for an unknown name, 238 for one outside the subset
 */
export function accumulatorOf(name: string, strings?: StringOrder): () => Accumulator {
  switch (name) {
    case '$sum':
    case '$count':
      return () => new Sum()
    case '$avg':
      return () => new Average()
    case '$min':
      return () => new Extreme(-1, strings)
    case '$max':
      return () => new Extreme(1, strings)
    case '$first':
      return () => new First()
    case '$last':
      return () => new Last()
    case '$push':
      return () => new Push()
    case '$addToSet':
      return () => new AddToSet(strings)
    case '$mergeObjects':
      return () => new MergeObjects()
    case '$stdDevPop':
      return () => new Deviation(false)
    case '$stdDevSamp':
      return () => new Deviation(true)
    default:
      if (OTHERS.has(name)) throw notImplemented(`accumulator ${name}`)
      throw location(15952, `unknown group operator '${name}'`)
  }
}

/** What `$count: {}` adds per document. */
export const ONE = new Int32(1)
