import type { Doc } from '../value/document'
import { copyDoc, isDoc, newDoc } from '../value/document'

/** A copy of a document with one value set at a path of names; documents on the way are copied or made. */
export function withValueAt(doc: Doc, path: readonly string[], value: unknown, at = 0): Doc {
  const copy = copyDoc(doc)
  const name = path[at] as string
  if (at === path.length - 1) {
    if (value === undefined) delete copy[name]
    else copy[name] = value
    return copy
  }
  const inner = copy[name]
  copy[name] = withValueAt(isDoc(inner) ? inner : newDoc(), path, value, at + 1)
  return copy
}
