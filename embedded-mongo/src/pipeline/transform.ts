import { location } from '../errors'
import { compileExpression } from '../expression/compile'
import type { ExpressionOptions } from '../expression/scope'
import { compileProjectStage, fieldPathOf } from '../projection/compile'
import { ProjectionTree } from '../projection/tree'
import type { Doc } from '../value/document'
import { isDoc } from '../value/document'
import { print } from '../value/print'
import { typeName, typeOf } from '../value/type'

/** Makes one document of one document; never alters its argument. */
export type Transformation = (doc: Doc) => Doc

function addFields(spec: unknown, options: ExpressionOptions, stage: string): Transformation {
  if (!isDoc(spec)) {
    throw location(40272, `${stage} specification stage must be an object, got ${typeName(typeOf(spec))}`)
  }
  const tree = new ProjectionTree()
  const read = (fields: Doc, prefix: string[]) => {
    for (const [name, value] of Object.entries(fields)) {
      const path = [...prefix, ...fieldPathOf(name)]
      const names = isDoc(value) ? Object.keys(value) : []
      if (isDoc(value) && names.length > 0 && !names.some((inner) => inner.startsWith('$'))) {
        read(value, path)
        continue
      }
      const evaluate = compileExpression(value, options)
      tree.add(path, (level, leaf) => level.computed.set(leaf, evaluate), true)
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
    if (typeof name !== 'string') {
      throw location(31002, '$unset specification must be a string or an array')
    }
    tree.add(fieldPathOf(name), (level, leaf) => level.named.add(leaf))
  }
  return (doc) => tree.exclude(doc, doc)
}

function replaceRoot(expression: unknown, options: ExpressionOptions, what: string): Transformation {
  const evaluate = compileExpression(expression, options)
  return (doc) => {
    const root = evaluate(doc)
    if (isDoc(root)) return root
    const type = root === undefined ? 'missing' : typeName(typeOf(root))
    throw location(
      40228,
      `${what} must evaluate to an object, but resulting value was: ${print(root)}. Type of resulting value: '${type}'. Input document: ${print(doc)}`,
    )
  }
}

/** Compiles the stages that map documents one by one; undefined for any other stage. */
export function compileTransformation(
  stage: string,
  spec: unknown,
  options: ExpressionOptions,
): Transformation | undefined {
  switch (stage) {
    case '$addFields':
    case '$set':
      return addFields(spec, options, stage)
    case '$unset':
      return unset(spec)
    case '$project':
      if (!isDoc(spec)) throw location(15969, '$project specification must be an object')
      return compileProjectStage(spec, options)
    case '$replaceRoot':
      if (!isDoc(spec))
        throw location(
          40229,
          `expected an object as specification for $replaceRoot stage, got ${typeName(typeOf(spec))}`,
        )
      if (!('newRoot' in spec))
        throw location(40414, "BSON field '$replaceRoot.newRoot' is missing but a required field")
      return replaceRoot(spec.newRoot, options, "'newRoot' expression ")
    case '$replaceWith':
      return replaceRoot(spec, options, "'replacement document' ")
    default:
      return undefined
  }
}
