import { notImplemented } from '../errors'
import { isDoc, type Doc } from '../value/document'

export interface PipelineContext {
  now: Date
  vars?: Doc
  collation?: Doc
  open(collection: string, filter?: Doc): AsyncIterable<Doc>
}

export interface Leading {
  filter?: Doc
  sort?: Doc
  skip?: number
  limit?: number
  rest: Doc[]
}

/** Splits off what the scan can do. */
export function splitLeading(stages: Doc[]): Leading {
  const [first, ...rest] = stages
  return first && isDoc(first.$match) ? { filter: first.$match, rest } : { rest: stages }
}

export async function* runPipeline(
  stages: Doc[],
  input: AsyncIterable<Doc>,
  _context: PipelineContext,
): AsyncIterable<Doc> {
  if (stages.length > 0) throw notImplemented('aggregation stage')
  yield* input
}
