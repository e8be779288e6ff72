import { ServerError } from '../errors'
import type { MatchOptions } from '../matcher/compile'
import { stringOrderOf } from '../value/collation'
import type { Doc } from '../value/document'
import { singleStage } from './stage'
import { compileTransformation, type Transformation } from './transform'

/**
 * Compiles the pipeline of an update: `$set`/`$addFields`, `$unset`, `$project`, `$replaceRoot`/`$replaceWith`.
 * @throws ServerError 72 for any other stage
 */
export function compileUpdatePipeline(stages: readonly Doc[], options: MatchOptions): Transformation {
  const strings = stringOrderOf(options.collation)
  const expressions = {
    ...(options.vars ? { vars: options.vars } : {}),
    ...(options.now ? { now: options.now } : {}),
    ...(strings ? { strings } : {}),
  }
  const steps = stages.map((stage) => {
    const [name, spec] = singleStage(stage)
    const step = compileTransformation(name, spec, expressions)
    if (!step)
      throw new ServerError(72, 'InvalidOptions', `${name} is not allowed to be used within an update`)
    return step
  })
  return (doc) => steps.reduce((current, step) => step(current), doc)
}
