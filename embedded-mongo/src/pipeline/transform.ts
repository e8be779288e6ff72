import { failure } from '../errors'
import { compileExpression, fieldPathOf } from '../expression/compile'
import { nameOf, type Variables } from '../expression/operator'
import { compileProjectStage } from '../projection/compile'
import { ProjectionTree } from '../projection/tree'
import { isDoc, type Doc } from '../value/document'
import { singleStage } from './stage'

/** Makes one document of one document; never alters its argument. */
type Transformation = (doc: Doc) => Doc

function addFields(spec: unknown, variables: Variables, stage: string): Transformation {
  if (!isDoc(spec))
    throw failure(40272, `${stage} specification stage must be an object, got ${nameOf(spec)}`)
  const tree = new ProjectionTree()
  const read = (fields: Doc, prefix: string[]) => {
    for (const [name, value] of Object.entries(fields)) {
      const path = [...prefix, ...fieldPathOf(name)]
      const names = isDoc(value) ? Object.keys(value) : []
      if (isDoc(value) && names.length > 0 && !names.some((inner) => inner.startsWith('$'))) read(value, path)
      else tree.add(path, compileExpression(value, variables))
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

/** Compiles the stages that map documents one by one; undefined for any other stage. */
export function compileTransformation(
  stage: string,
  spec: unknown,
  variables: Variables,
): Transformation | undefined {
  switch (stage) {
    case '$addFields':
    case '$set':
      return addFields(spec, variables, stage)
    case '$unset':
      return unset(spec)
    case '$project':
      if (!isDoc(spec)) throw failure(15969, '$project specification must be an object')
      return compileProjectStage(spec, variables)
    default:
      return undefined
  }
}

/**
 * Compiles the pipeline of an update: `$set`/`$addFields`, `$unset`, `$project`.
 * @throws ServerError 72 for any other stage
 */
export function compileUpdatePipeline(stages: readonly Doc[], variables: Variables): Transformation {
  const steps = stages.map((stage) => {
    const [name, spec] = singleStage(stage)
    const step = compileTransformation(name, spec, variables)
    if (!step) throw failure(72, `${name} is not allowed to be used within an update`)
    return step
  })
  return (doc) => steps.reduce((current, step) => step(current), doc)
}
