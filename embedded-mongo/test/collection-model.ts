import type { Doc } from '../src/value/document'
import { wire } from './canonical'
import { equal, matches } from './model'
import { checkPaths, Refused, updated } from './update-model'

/** What an update, or its upsert, did. */
export interface ModelUpdate {
  before: Doc | null
  after: Doc
  upserted: boolean
}

/** The equalities of an upsert's filter: paths of one or two names, and their values. */
export type Pins = ReadonlyArray<readonly [path: string, value: unknown]>

/** A collection as the naive model has it: its documents in the order in which they came. `u` is unique where it is. */
export class CollectionModel {
  documents: Doc[] = []

  find(filter: Doc): Doc[] {
    return this.documents.filter((doc) => matches(doc, filter))
  }

  /** @throws Refused with 2 for an _id that is an array, 11000 for one that is taken */
  insert(doc: Doc): void {
    this.check(doc)
    this.documents.push(doc)
  }

  remove(doc: Doc): void {
    this.documents = this.documents.filter((other) => other !== doc)
  }

  /**
   * Updates the given document; without one, makes that which the pins describe.
   * @throws Refused and leaves everything as it was
   */
  update(before: Doc | undefined, change: Doc, pins: Pins | undefined, id: unknown): ModelUpdate | undefined {
    const isReplacement = !Object.keys(change)[0]?.startsWith('$')
    if (!isReplacement) checkPaths(change)
    if (!before && !pins) return undefined
    const base = before ?? described(pins ?? [], id)
    const whole = isReplacement
      ? wire({ _id: base._id, ...change })
      : updated(base, change, () => false, !before)
    this.check(whole, before)
    if (before) this.documents = this.documents.map((doc) => (doc === before ? whole : doc))
    else this.documents.push(whole)
    return { before: before ?? null, after: whole, upserted: !before }
  }

  private check(doc: Doc, instead?: Doc): void {
    if (Array.isArray(doc._id)) throw new Refused(2)
    const others = this.documents.filter((other) => other !== instead)
    const isTaken = (name: string): boolean =>
      doc[name] !== undefined &&
      others.some((other) => other[name] !== undefined && equal(other[name], doc[name]))
    if (isTaken('_id') || isTaken('u')) throw new Refused(11000)
  }
}

/** The document that the equalities of a filter describe. */
function described(pins: Pins, id: unknown): Doc {
  const doc: Doc = { _id: id }
  for (const [path, value] of pins) {
    const [name = '', inner] = path.split('.')
    doc[name] = inner === undefined ? value : { ...(doc[name] as Doc | undefined), [inner]: value }
  }
  return wire(doc)
}

/** The code with which the model refuses; 0 when it does not. */
export function refusal(act: () => void): number {
  try {
    act()
    return 0
  } catch (error) {
    if (error instanceof Refused) return error.code
    throw error
  }
}
