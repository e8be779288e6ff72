import { notImplemented } from '../errors'
import type { MatchOptions } from '../matcher/compile'
import type { Doc } from '../value/document'

export function compileUpdatePipeline(_stages: readonly Doc[], _options: MatchOptions): (doc: Doc) => Doc {
  throw notImplemented('a pipeline update')
}
