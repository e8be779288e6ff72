import { canonicalName } from '@linli/shared/space/space.names'
import { carries, factKinds, type NodeFact } from '@linli/shared/space/space.rules'
import type { FieldIssue } from '@linli/shared/errors'
import type { NodeKind } from '@linli/shared/space/space.kinds'
import type { NodeOwn } from './node.model'

/** What staff write about a node; absent stays as it is. */
export type NodeEdit = {
  readonly [K in NodeFact | 'name']?: NodeOwn[K] | undefined
}

const facts = Object.keys(factKinds) as NodeFact[]

/** Values for a kind that does not carry them, and names that are not the community's to give. */
export function issuesOf(kind: NodeKind, edit: NodeEdit): FieldIssue[] {
  const foreign = facts
    .filter((fact) => edit[fact] !== undefined && !carries(kind, fact))
    .map((fact) => ({ path: `body.${fact}`, message: '这一类地方没有这一项' }))
  const named = edit.name !== undefined && kind === 'community'
  return named ? [...foreign, { path: 'body.name', message: '社区的名称由区里修改' }] : foreign
}

/** What an edit really changes, names in their one spelling. */
export function differenceOf(row: NodeOwn, edit: NodeEdit): Partial<NodeOwn> {
  const wanted: Partial<NodeOwn> = {
    ...Object.fromEntries(facts.flatMap((fact) => (edit[fact] === undefined ? [] : [[fact, edit[fact]]]))),
    ...(edit.name !== undefined && { name: canonicalName(row.kind, edit.name) }),
  }
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([key, value]) => JSON.stringify(row[key as keyof NodeOwn]) !== JSON.stringify(value),
    ),
  )
}
