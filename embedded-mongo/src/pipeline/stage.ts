import { failure } from '../errors'
import { isDoc, type Doc } from '../value/document'

/** Documents on their way; undefined now and then, so that whoever reads them can let others work. */
export type Flow = Iterable<Doc | undefined>

/** Makes the documents after a stage of those before it; begins anew with every call. */
export type Stage = (input: Flow) => Flow

/** A stage that makes one document of each, or (undefined) drops it. */
export const perDocument = (change: (doc: Doc) => Doc | undefined): Stage =>
  function* (input) {
    for (const doc of input) yield doc && change(doc)
  }

/** A stage that has nothing to give before its input has ended. */
export const collecting = (begin: () => { add(doc: Doc): void; result(): Iterable<Doc> }): Stage =>
  function* (input) {
    const collected = begin()
    for (const doc of input) {
      if (doc) collected.add(doc)
      else yield undefined
    }
    yield* collected.result()
  }

/** Name and specification of a stage. @throws ServerError 40323 */
export function singleStage(stage: unknown): [string, unknown] {
  const entries = isDoc(stage) ? Object.entries(stage) : []
  const [only] = entries
  if (!only || entries.length > 1)
    throw failure(40323, 'A pipeline stage specification object must contain exactly one field.')
  return only
}
