import { location, ServerError } from '../errors'
import { compileExpression, fieldPathOf } from '../expression/compile'
import { nameOf, type Variables } from '../expression/operator'
import { compileProjectStage } from '../projection/compile'
import { ProjectionTree } from '../projection/tree'
import { isDoc, type Doc } from '../value/document'
import { print } from '../value/print'
import { singleStage } from './stage'

/** Makes one document of one document; never alters its argument. */
type Transformation = (doc: Doc) => Doc

function addFields(spec: unknown, variables: Variables, stage: string): Transformation {
  if (!isDoc(spec))
    throw location(40272, `${stage} specification stage must be an object, got ${nameOf(spec)}`)
  const tree = new ProjectionTree()
  const read = (fields: Doc, prefix: string[]) => {
    for (const [name, value] of Object.entries(fields)) {
      const path = [...prefix, ...fieldPathOf(name)]
      const names = isDoc(value) ? Object.keys(value) : []
      if (isDoc(value) && names.length > 0 && !names.some((inner) => inner.startsWith('$'))) read(value, path)
      else tree.add(path, { kind: 'computed', evaluate: compileExpression(value, variables) })
    }
  }
  read(spec, [])
  return (doc) => tree.extend(doc, doc)
}

function unset(spec: unknown): Transformation {
  const names: unknown[] = Array.isArray(spec) ? spec : [spec]
  if (names.length === 0)
    throw location(31119, '$unset specification must be a string or an array with at least one field')
  const tree = new ProjectionTree()
  for (const name of names) {
    if (typeof name !== 'string') throw location(31002, '$unset specification must be a string or an array')
    tree.add(fieldPathOf(name), { kind: 'named' })
  }
  return (doc) => tree.exclude(doc)
}

function replaceRoot(expression: unknown, variables: Variables, what: string): Transformation {
  const evaluate = compileExpression(expression, variables)
  return (doc) => {
    const root = evaluate(doc)
    if (isDoc(root)) return root
    throw location(
      40228,
      `${what} must evaluate to an object, but resulting value was: ${print(root)}. Type of resulting value: '${nameOf(root)}'. Input document: ${print(doc)}`,
    )
  }
}

function newRootOf(spec: unknown): unknown {
  if (!isDoc(spec))
    throw location(40229, `expected an object as specification for $replaceRoot stage, got ${nameOf(spec)}`)
  if (!('newRoot' in spec))
    throw location(40414, "BSON field '$replaceRoot.newRoot' is missing but a required field")
  return spec.newRoot
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
      if (!isDoc(spec)) throw location(15969, '$project specification must be an object')
      return compileProjectStage(spec, variables)
    case '$replaceRoot':
      return replaceRoot(newRootOf(spec), variables, "'newRoot' expression ")
    case '$replaceWith':
      return replaceRoot(spec, variables, "'replacement document' ")
    default:
      return undefined
  }
}

/**
 * Compiles the pipeline of an update: `$set`/`$addFields`, `$unset`, `$project`, `$replaceRoot`/`$replaceWith`.
 * @throws ServerError 72 for any other stage
 */
export function compileUpdatePipeline(stages: readonly Doc[], variables: Variables): Transformation {
  const steps = stages.map((stage) => {
    const [name, spec] = singleStage(stage)
    const step = compileTransformation(name, spec, variables)
    if (!step)
      throw new ServerError(72, 'InvalidOptions', `${name} is not allowed to be used within an update`)
    return step
  })
  return (doc) => steps.reduce((current, step) => step(current), doc)
}
