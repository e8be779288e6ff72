import { location, type ServerError } from '../errors'
import type { Variables } from '../expression/operator'
import { refuseKnown } from '../refused'
import { copyDoc, isDoc, newDoc, type Doc } from '../value/document'

/** What a pipeline needs from outside. */
export interface PipelineContext extends Variables {
  now: Date
  /** Documents of another collection of the database that match `filter`. */
  open(collection: string, filter?: Doc): AsyncIterable<Doc>
}

/** A running stage. It gets documents in batches, so that work per document stays synchronous. */
export interface Stage {
  push(docs: Doc[]): Doc[] | Promise<Doc[]>
  /** What is left to give when the input has ended. */
  end?(): Doc[] | Promise<Doc[]>
  /** True when no further input can change the result. */
  done?(): boolean
}

/** Makes a running stage; called once per run of the pipeline. */
export type StageFactory = () => Stage

/** Compiles and runs the pipelines inside `$lookup` and `$facet`. */
export interface SubPipelines {
  compile(stages: readonly unknown[], context: PipelineContext): StageFactory[]
  run(factories: readonly StageFactory[], docs: Doc[]): Promise<Doc[]>
}

/** A stage without memory: each batch alone gives its result. */
export const stateless = (push: (docs: Doc[]) => Doc[]): StageFactory => {
  const stage: Stage = { push }
  return () => stage
}

/** Name and specification of a stage. @throws ServerError 40323 */
export function singleStage(stage: unknown): [string, unknown] {
  const entries = isDoc(stage) ? Object.entries(stage) : []
  const [only] = entries
  if (!only || entries.length > 1)
    throw location(40323, 'A pipeline stage specification object must contain exactly one field.')
  return only
}

/** The error for a stage that is not built: known to MongoDB or not. */
export function unknownStage(name: string): ServerError {
  refuseKnown('pipeline stage', name)
  return location(40324, `Unrecognized pipeline stage name: '${name}'`)
}

/** A copy of a document with one value set at a path of names; documents on the way are copied or made. */
export function withValueAt(doc: Doc, path: readonly string[], value: unknown): Doc {
  const [name = '', ...rest] = path
  const copy = copyDoc(doc)
  const inner = copy[name]
  const next = rest.length > 0 ? withValueAt(isDoc(inner) ? inner : newDoc(), rest, value) : value
  if (next === undefined) delete copy[name]
  else copy[name] = next
  return copy
}
