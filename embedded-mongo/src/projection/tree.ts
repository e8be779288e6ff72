import { location } from '../errors'
import type { Evaluate } from '../expression/scope'
import type { Doc } from '../value/document'
import { copyDoc, isDoc, newDoc } from '../value/document'

/** Shapes the value of a kept field (`$slice`, `$elemMatch`, `a.$`); undefined drops it. */
export type Transform = (value: unknown, root: Doc) => unknown

/** One level of a projection or of `$addFields`: what happens to each name. */
export class ProjectionTree {
  /** Names kept (inclusion) or left out (exclusion). */
  readonly named = new Set<string>()
  readonly children = new Map<string, ProjectionTree>()
  readonly computed = new Map<string, Evaluate>()
  readonly transforms = new Map<string, Transform>()
  private hasComputed = false

  /**
   * Files a leaf under a dotted path.
   * @throws ServerError 31249 when the path or a parent of it is there already
   */
  add(path: readonly string[], file: (level: ProjectionTree, name: string) => void, computes = false): void {
    const [name = '', ...rest] = path
    this.hasComputed ||= computes
    const taken = this.named.has(name) || this.computed.has(name) || this.transforms.has(name)
    if (taken || (rest.length === 0 && this.children.has(name))) {
      throw location(31249, `Path collision at ${path.join('.')}`)
    }
    if (rest.length === 0) {
      file(this, name)
      return
    }
    const child = this.children.get(name) ?? new ProjectionTree()
    this.children.set(name, child)
    child.add(rest, file, computes)
  }

  /** Keeps only what is named, in the document's order, and appends what is computed. */
  include(doc: Doc, root: Doc): Doc {
    const result = newDoc()
    for (const name of Object.keys(doc)) {
      const value = this.keep(name, doc[name], root)
      if (value !== undefined) result[name] = value
    }
    this.compute(result, root)
    return result
  }

  private keep(name: string, value: unknown, root: Doc): unknown {
    if (this.named.has(name)) return value
    const child = this.children.get(name)
    if (child) return child.nested(value, (inner) => child.include(inner, root), undefined)
    return this.transforms.get(name)?.(value, root)
  }

  /** Keeps all but what is named. */
  exclude(doc: Doc, root: Doc): Doc {
    const result = newDoc()
    for (const name of Object.keys(doc)) {
      if (this.named.has(name)) continue
      const child = this.children.get(name)
      const transform = this.transforms.get(name)
      let value = doc[name]
      if (child) value = child.nested(value, (inner) => child.exclude(inner, root), value)
      else if (transform) value = transform(value, root)
      if (value !== undefined) result[name] = value
    }
    return result
  }

  /** The document with the computed fields set; existing ones keep their place. */
  extend(doc: Doc, root: Doc): Doc {
    const result = copyDoc(doc)
    this.compute(result, root)
    return result
  }

  /** Applies `change` to documents, through arrays; other values become `scalar` (KEEP_SELF: stay). */
  private nested(value: unknown, change: (doc: Doc) => Doc, scalar: unknown): unknown {
    if (isDoc(value)) return change(value)
    if (!Array.isArray(value)) return scalar
    const items: unknown[] = []
    for (const item of value as unknown[]) {
      const next = this.nested(item, change, scalar === undefined ? undefined : item)
      if (next !== undefined) items.push(next)
    }
    return items
  }

  private compute(result: Doc, root: Doc): void {
    if (!this.hasComputed) return
    for (const [name, child] of this.children) {
      if (child.hasComputed) result[name] = child.computeInto(result[name], root)
    }
    for (const [name, evaluate] of this.computed) {
      const value = evaluate(root)
      if (value === undefined) delete result[name]
      else result[name] = value
    }
  }

  private computeInto(value: unknown, root: Doc): unknown {
    if (Array.isArray(value)) return value.map((item) => this.computeInto(item, root))
    return this.extend(isDoc(value) ? value : newDoc(), root)
  }
}
