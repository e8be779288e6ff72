import { failure, notImplemented } from '../errors'
import { refuseKnown } from '../refused'
import { isDoc, newDoc, type Doc } from '../value/document'
import { print } from '../value/print'
import { ARITHMETIC } from './arithmetic'
import { ARRAYS } from './arrays'
import { LOGIC } from './logic'
import type { Cell, Evaluate, Operator, Scope } from './operator'
import { STRINGS } from './strings'

/** The operators of expressions. */
export const EXPRESSIONS: ReadonlyMap<string, Operator> = new Map(
  [ARITHMETIC, ARRAYS, LOGIC, STRINGS].flatMap((table) => Object.entries(table)),
)

class Compiler implements Scope {
  constructor(private readonly cells: ReadonlyMap<string, Cell> = new Map()) {}

  with(name: string, cell: Cell): Scope {
    return new Compiler(new Map([...this.cells, [name, cell]]))
  }

  compile(expression: unknown): Evaluate {
    if (typeof expression === 'string') {
      if (expression.startsWith('$$')) return this.variable(expression.slice(2))
      return expression.startsWith('$') ? fieldPath(expression) : () => expression
    }
    if (Array.isArray(expression)) {
      const items = expression.map((item) => this.compile(item))
      return (root) => items.map((item) => item(root) ?? null)
    }
    if (!isDoc(expression)) return () => expression
    const names = Object.keys(expression)
    if (!names.some((name) => name.startsWith('$'))) return this.object(expression)
    const [name = ''] = names
    if (names.length > 1)
      throw failure(15983, `An expression must have exactly one field: ${print(expression)}`)
    const operator = EXPRESSIONS.get(name)
    if (operator) return operator(expression[name], this, name)
    refuseKnown('expression', name)
    throw failure(168, `Unrecognized expression '${name}'`)
  }

  private object(fields: Doc): Evaluate {
    const entries = Object.entries(fields).map(([name, value]): [string, Evaluate] => {
      if (name.includes('.')) throw failure(16412, "FieldPath field names may not contain '.'.")
      return [name, this.compile(value)]
    })
    return (root) => {
      const result = newDoc()
      for (const [name, evaluate] of entries) {
        const value = evaluate(root)
        if (value !== undefined) result[name] = value
      }
      return result
    }
  }

  private variable(reference: string): Evaluate {
    const [name = '', ...path] = reference.split('.')
    const read = this.reader(name)
    return path.length === 0 ? read : (root) => alongPath(read(root), path, 0)
  }

  private reader(name: string): Evaluate {
    const cell = this.cells.get(name)
    if (cell) return () => cell.value
    if (name === 'ROOT' || name === 'CURRENT') return (root) => root
    if (name === 'REMOVE') return () => undefined
    if (['NOW', 'CLUSTER_TIME', 'SEARCH_META', 'USER_ROLES'].includes(name))
      throw notImplemented(`variable $$${name}`)
    throw failure(17276, `Use of undefined variable: ${name}`)
  }
}

/** The parts of a field path. @throws ServerError 40352, 40353, 15998, 16410 for a path no field can have */
export function fieldPathOf(path: string): string[] {
  const parts = path.split('.')
  if (path === '') throw failure(40352, 'FieldPath cannot be constructed with empty string')
  if (path.endsWith('.')) throw failure(40353, "FieldPath must not end with a '.'.")
  if (parts.includes('')) throw failure(15998, 'FieldPath field names may not be empty strings.')
  if (parts.some((part) => part.startsWith('$')))
    throw failure(16410, "FieldPath field names may not start with '$'.")
  return parts
}

function fieldPath(reference: string): Evaluate {
  if (reference === '$') throw failure(16872, "'$' by itself is not a valid FieldPath")
  const path = fieldPathOf(reference.slice(1))
  const [name = ''] = path
  return path.length === 1 ? (root) => root[name] : (root) => alongPath(root, path, 0)
}

/** Follows a path; an array on the way gives the array of what its documents hold there. */
function alongPath(value: unknown, path: readonly string[], from: number): unknown {
  let current = value
  for (let i = from; i < path.length; i++) {
    if (Array.isArray(current)) {
      return current
        .map((item: unknown) => (isDoc(item) ? alongPath(item, path, i) : undefined))
        .filter((item) => item !== undefined)
    }
    if (!isDoc(current)) return undefined
    current = current[path[i] as string]
  }
  return current
}

/**
 * Compiles an aggregation expression once for many documents.
 * @throws ServerError 168 for an unknown operator, 238 for one outside the subset, 17276 for an unknown variable
 */
export const compileExpression = (expression: unknown): Evaluate => new Compiler().compile(expression)
