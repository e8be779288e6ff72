import { failure } from '../errors'
import { compileExpression, fieldPathOf } from '../expression/compile'
import { nameOf } from '../expression/operator'
import { compileProjectStage } from '../projection/compile'
import { ProjectionTree } from '../projection/tree'
import { refuseKnown } from '../refused'
import { isDoc, type Doc } from '../value/document'
import { singleStage } from './stage'

/** Makes one document of one document; never alters its argument. */
type Transformation = (doc: Doc) => Doc
type Compile = (spec: unknown, stage: string) => Transformation

function addFields(spec: unknown, stage: string): Transformation {
  if (!isDoc(spec))
    throw failure(40272, `${stage} specification stage must be an object, got ${nameOf(spec)}`)
  const tree = new ProjectionTree()
  const read = (fields: Doc, prefix: string[]) => {
    for (const [name, value] of Object.entries(fields)) {
      const path = [...prefix, ...fieldPathOf(name)]
      const names = isDoc(value) ? Object.keys(value) : []
      if (isDoc(value) && names.length > 0 && !names.some((inner) => inner.startsWith('$'))) read(value, path)
      else tree.add(path, compileExpression(value))
    }
  }
  read(spec, [])
  return (doc) => tree.extend(doc, doc)
}

function unset(spec: unknown): Transformation {
  const names: unknown[] = Array.isArray(spec) ? spec : [spec]
  if (names.length === 0)
    throw failure(31119, '$unset specification must be a string or an array with at least one field')
  const tree = new ProjectionTree()
  for (const name of names) {
    if (typeof name !== 'string') throw failure(31002, '$unset specification must be a string or an array')
    tree.add(fieldPathOf(name), 'named')
  }
  return (doc) => tree.exclude(doc)
}

function project(spec: unknown): Transformation {
  if (!isDoc(spec)) throw failure(15969, '$project specification must be an object')
  return compileProjectStage(spec)
}

/** The stages that make one document of each, which a pipeline of an update may have too. */
export const TRANSFORMATIONS: ReadonlyMap<string, Compile> = new Map<string, Compile>([
  ['$addFields', addFields],
  ['$set', addFields],
  ['$unset', unset],
  ['$project', project],
])

/**
 * Compiles the pipeline of an update: `$set`/`$addFields`, `$unset`, `$project`.
 * @throws ServerError 238 for `$replaceRoot` and `$replaceWith`, 72 for a stage that no update may have
 */
export function compileUpdatePipeline(stages: readonly Doc[]): Transformation {
  const steps = stages.map((stage) => {
    const [name, spec] = singleStage(stage)
    const compile = TRANSFORMATIONS.get(name)
    if (name === '$replaceRoot' || name === '$replaceWith') refuseKnown('pipeline stage', name)
    if (!compile) throw failure(72, `${name} is not allowed to be used within an update`)
    return compile(spec, name)
  })
  return (doc) => steps.reduce((current, step) => step(current), doc)
}
