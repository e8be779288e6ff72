import { location, notImplemented } from '../errors'
import type { Cell, ExpressionOptions } from '../expression/scope'
import { stringOrderOf, type StringOrder } from '../value/collation'
import type { Doc } from '../value/document'
import { isDoc } from '../value/document'

/** What a pipeline needs from outside. */
export interface PipelineContext {
  /** `$$NOW`. */
  now: Date
  /** Variables of the command's `let`. */
  vars?: Doc
  collation?: Doc
  /** Variables of an enclosing `$lookup`. */
  cells?: ReadonlyMap<string, Cell>
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

/** Runs stages over documents that are in memory already. */
export type RunStages = (stages: readonly StageFactory[], docs: Doc[]) => Promise<Doc[]>

/** Options for the expressions of a pipeline. */
export function expressionOptionsOf(context: PipelineContext): ExpressionOptions {
  const strings = stringsOf(context)
  return {
    now: context.now,
    ...(context.vars ? { vars: context.vars } : {}),
    ...(context.cells ? { cells: context.cells } : {}),
    ...(strings ? { strings } : {}),
  }
}

export const stringsOf = (context: PipelineContext): StringOrder | undefined =>
  stringOrderOf(context.collation)

/** Name and specification of a stage. @throws ServerError 40323 */
export function singleStage(stage: unknown): [string, unknown] {
  const entries = isDoc(stage) ? Object.entries(stage) : []
  const [only] = entries
  if (!only || entries.length > 1) {
    throw location(40323, 'A pipeline stage specification object must contain exactly one field.')
  }
  return only
}

/** Stages that MongoDB 7 has and this server has not. */
const OTHER_STAGES = new Set(
  `$bucketAuto $changeStream $changeStreamSplitLargeEvent $collStats $currentOp $densify $fill $geoNear
  $graphLookup $indexStats $listLocalSessions $listSampledQueries $listSearchIndexes $listSessions $merge $out
  $planCacheStats $redact $search $searchMeta $setWindowFields $shardedDataDistribution $vectorSearch`.split(
    /\s+/,
  ),
)

/** The error for a stage that is not built: known to MongoDB or not. */
export function unknownStage(name: string): Error {
  if (OTHER_STAGES.has(name)) return notImplemented(`pipeline stage ${name}`)
  return location(40324, `Unrecognized pipeline stage name: '${name}'`)
}
