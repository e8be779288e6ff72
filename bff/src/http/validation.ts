import type { RouteSchemas } from '@linli/shared/contract'
import type { FieldIssue } from '@linli/shared/errors'
import { safeParse, type $ZodIssue, type $ZodType } from 'zod/v4/core'
import { AppError } from '../platform/problem-error'
import { chineseIssue } from './validation-text'

/** Where a value stood in the request; the first part of an issue's path. */
type Part = 'params' | 'query' | 'body'

export interface RawInput {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

/** A long list of faults helps nobody and lets a caller make us work. */
const MOST_ISSUES = 50

/** Parses all three parts, and throws `validation_failed` with every issue of all of them. */
export function parseInput(schemas: RouteSchemas, raw: RawInput): RawInput {
  const issues: FieldIssue[] = []
  const parsePart = (part: Part, schema: $ZodType | undefined): unknown => {
    if (!schema) return undefined
    const result = safeParse(schema, raw[part], { error: chineseIssue })
    if (result.success) return result.data
    issues.push(...result.error.issues.flatMap((issue) => fieldIssues(part, issue)))
    return undefined
  }
  const input = {
    params: parsePart('params', schemas.params),
    query: parsePart('query', schemas.query),
    body: parsePart('body', schemas.body),
  }
  if (issues.length > 0) throw new AppError('validation_failed', { errors: issues.slice(0, MOST_ISSUES) })
  return input
}

function fieldIssues(part: Part, issue: $ZodIssue): FieldIssue[] {
  const path = [part, ...issue.path.map(String)].join('.')
  // An unknown field is named where it stands, not at the object around it.
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: `${path}.${key.slice(0, 80)}`, message: issue.message }))
  return [{ path, message: issue.message }]
}

/** Parses an answer before it leaves: stray fields are dropped, a wrong one is a fault of ours and throws. */
export function parseResponse(schema: $ZodType, value: unknown): unknown {
  const result = safeParse(schema, value)
  if (result.success) return result.data
  const places = result.error.issues.map((issue) => `${issue.path.map(String).join('.')}: ${issue.code}`)
  throw new Error(`the answer does not fit its schema (${places.join('; ')})`)
}
