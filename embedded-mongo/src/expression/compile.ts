import { location, notImplemented } from '../errors'
import type { Doc } from '../value/document'
import { isDoc, newDoc } from '../value/document'
import { print } from '../value/print'
import { ARITHMETIC } from './arithmetic'
import { ARRAYS } from './arrays'
import { CONVERSIONS } from './conversion'
import { DATES } from './dates'
import { LOGIC } from './logic'
import { OBJECTS } from './objects'
import type { Cell, Evaluate, ExpressionOptions, Operator, Scope } from './scope'
import { SETS } from './sets'
import { STRINGS } from './strings'
import { OTHER_EXPRESSIONS } from './unsupported'

const OPERATORS = new Map<string, Operator>([
  ...Object.entries(ARITHMETIC),
  ...Object.entries(ARRAYS),
  ...Object.entries(CONVERSIONS),
  ...Object.entries(DATES),
  ...Object.entries(LOGIC),
  ...Object.entries(OBJECTS),
  ...Object.entries(SETS),
  ...Object.entries(STRINGS),
])

/** Whether an operator name is an expression this server evaluates. */
export const isExpressionOperator = (name: string): boolean => OPERATORS.has(name)

class CompilerScope implements Scope {
  constructor(
    readonly options: ExpressionOptions,
    private readonly cells: ReadonlyMap<string, Cell>,
  ) {}

  with(cells: ReadonlyMap<string, Cell>): Scope {
    return new CompilerScope(this.options, new Map([...this.cells, ...cells]))
  }

  compile(expression: unknown): Evaluate {
    if (typeof expression === 'string') {
      if (expression.startsWith('$$')) return this.variable(expression.slice(2))
      return expression.startsWith('$') ? fieldPath(expression) : () => expression
    }
    if (Array.isArray(expression)) {
      const items = expression.map((item) => this.compile(item))
      return (root) =>
        items.map((item) => {
          const value = item(root)
          return value === undefined ? null : value
        })
    }
    if (!isDoc(expression)) return () => expression
    const names = Object.keys(expression)
    if (!names.some((name) => name.startsWith('$'))) return this.object(expression)
    const [name = ''] = names
    if (names.length > 1) {
      throw location(
        15983,
        `An object representing an expression must have exactly one field: ${print(expression)}`,
      )
    }
    const operator = OPERATORS.get(name)
    if (operator) return operator(expression[name], this, name)
    if (OTHER_EXPRESSIONS.has(name)) throw notImplemented(`expression ${name}`)
    throw Object.assign(location(168, `Unrecognized expression '${name}'`), {
      codeName: 'InvalidPipelineOperator',
    })
  }

  private object(fields: Doc): Evaluate {
    const entries = Object.entries(fields).map(([name, value]): [string, Evaluate] => {
      if (name.includes('.')) {
        throw location(
          16412,
          "FieldPath field names may not contain '.'. Consider using $getField or $setField.",
        )
      }
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
    if (path.length === 0) return read
    return (root) => alongPath(read(root), path, 0)
  }

  private reader(name: string): Evaluate {
    const cell = this.cells.get(name)
    if (cell) return () => cell.value
    const { vars, now } = this.options
    if (vars && name in vars) {
      const value = vars[name]
      return () => value
    }
    if (name === 'ROOT' || name === 'CURRENT') return (root) => root
    if (name === 'NOW' && now) return () => now
    if (name === 'REMOVE') return () => undefined
    if (['CLUSTER_TIME', 'SEARCH_META', 'USER_ROLES'].includes(name))
      throw notImplemented(`variable $$${name}`)
    throw location(17276, `Use of undefined variable: ${name}`)
  }
}

function fieldPath(reference: string): Evaluate {
  const path = reference.slice(1).split('.')
  if (reference === '$') throw location(16872, "'$' by itself is not a valid FieldPath")
  if (reference.endsWith('.')) throw location(40353, "FieldPath must not end with a '.'.")
  if (path.includes('')) throw location(15998, 'FieldPath field names may not be empty strings.')
  if (path.some((part) => part.startsWith('$'))) {
    throw location(
      16410,
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    )
  }
  const [name = ''] = path
  return path.length === 1 ? (root) => root[name] : (root) => alongPath(root, path, 0)
}

/** Follows a path; an array on the way gives the array of what its documents hold there. */
function alongPath(value: unknown, path: readonly string[], at: number): unknown {
  let current = value
  for (let i = at; i < path.length; i++) {
    if (Array.isArray(current)) {
      const found: unknown[] = []
      for (const item of current as unknown[]) {
        const inner = isDoc(item) ? alongPath(item, path, i) : undefined
        if (inner !== undefined) found.push(inner)
      }
      return found
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
export function compileExpression(expression: unknown, options: ExpressionOptions = {}): Evaluate {
  return new CompilerScope(options, options.cells ?? new Map<string, Cell>()).compile(expression)
}
