import { failure } from '../errors'
import type { Evaluate } from '../expression/operator'
import { copyDoc, isDoc, newDoc, type Doc } from '../value/document'

/** What happens to a field: it is named (kept or left out) or computed. */
export type Leaf = 'named' | Evaluate

/** One level of a projection or of `$addFields`. */
export class ProjectionTree {
  private readonly fields = new Map<string, Leaf | ProjectionTree>()
  private computes = false

  has(name: string): boolean {
    return this.fields.has(name)
  }

  /**
   * Files a leaf under a dotted path.
   * @throws ServerError 31249 when the path or a parent of it is there already
   */
  add(path: readonly string[], leaf: Leaf): void {
    const [name = '', ...rest] = path
    this.computes ||= leaf !== 'named'
    const known = this.fields.get(name)
    if (known && (rest.length === 0 || !(known instanceof ProjectionTree)))
      throw failure(31249, `Path collision at ${path.join('.')}`)
    if (rest.length === 0) {
      this.fields.set(name, leaf)
      return
    }
    const child = known ?? new ProjectionTree()
    this.fields.set(name, child)
    child.add(rest, leaf)
  }

  /** Keeps only what is named, in the document's order, and appends what is computed. */
  include(doc: Doc, root: Doc): Doc {
    const result = newDoc()
    for (const name of Object.keys(doc)) {
      const field = this.fields.get(name)
      let value: unknown
      if (field instanceof ProjectionTree)
        value = nested(doc[name], false, (inner) => field.include(inner, root))
      else if (field === 'named') value = doc[name]
      if (value !== undefined) result[name] = value
    }
    this.compute(result, root)
    return result
  }

  /** Keeps all but what is named. */
  exclude(doc: Doc): Doc {
    const result = newDoc()
    for (const name of Object.keys(doc)) {
      const field = this.fields.get(name)
      if (field instanceof ProjectionTree)
        result[name] = nested(doc[name], true, (inner) => field.exclude(inner))
      else if (!field) result[name] = doc[name]
    }
    return result
  }

  /** The document with the computed fields set; existing ones keep their place. */
  extend(doc: Doc, root: Doc): Doc {
    const result = copyDoc(doc)
    this.compute(result, root)
    return result
  }

  private compute(result: Doc, root: Doc): void {
    if (!this.computes) return
    for (const [name, field] of this.fields) {
      if (field instanceof ProjectionTree) {
        if (field.computes) result[name] = field.computeInto(result[name], root)
      } else if (field !== 'named') {
        const value = field(root)
        if (value === undefined) delete result[name]
        else result[name] = value
      }
    }
  }

  private computeInto(value: unknown, root: Doc): unknown {
    if (Array.isArray(value)) return value.map((item) => this.computeInto(item, root))
    return this.extend(isDoc(value) ? value : newDoc(), root)
  }
}

/** Applies `change` to a document, or through arrays to the documents inside; other values stay or go. */
function nested(value: unknown, keepOthers: boolean, change: (doc: Doc) => Doc): unknown {
  if (isDoc(value)) return change(value)
  if (!Array.isArray(value)) return keepOthers ? value : undefined
  return value.map((item) => nested(item, keepOthers, change)).filter((item) => item !== undefined)
}
