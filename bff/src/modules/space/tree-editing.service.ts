import {
  boundaryFault,
  boundaryFaultText,
  overlapShare,
  OVERLAP_TOLERANCE,
  type Boundary,
} from '@linli/shared/space/boundary.rules'
import { canonicalName } from '@linli/shared/space/space.names'
import { spacePermissions } from '@linli/shared/space/space.permissions'
import { mayStandIn, staffKinds, type StaffKind } from '@linli/shared/space/space.rules'
import type { FieldIssue } from '@linli/shared/errors'
import { dayOf, dayText, instantOf, type IsoDay } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { judgeBy } from '../../platform/permission'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { mayChangeFrom } from './node-change'
import type { NodeChanges } from './node-changes'
import { newNode, roomsAbove } from './node-draft'
import { differenceOf, issuesOf, type NodeEdit } from './node-edits'
import { placeIn } from './node-place'
import type { NodeWrites } from './node-writes.repository'
import type { NodeRow } from './node.model'
import { orderOf } from './room-plan'
import type { SpaceRepository } from './space.repository'
import type { NodeCardView } from './tree.presenter'
import type { TreeReading } from './tree-reading.service'

export type NewNode = NodeEdit & {
  readonly kind: StaffKind
  readonly parentId: string
  readonly name: string
  readonly from?: IsoDay | undefined
}

export interface TreeEditing {
  create(actor: Actor, body: NewNode): Promise<NodeCardView>
  /** A mistake is put right: the version in force is rewritten. */
  correct(actor: Actor, id: string, body: NodeEdit & { version: number }): Promise<NodeCardView>
  /** Something is different from a day on; the version before stays readable. */
  change(actor: Actor, id: string, body: NodeEdit & { version: number; from: IsoDay }): Promise<NodeCardView>
  end(actor: Actor, id: string, body: { version: number }): Promise<NodeCardView>
  /** The outline of a grid from today on, and the neighbours it overlaps. */
  draw(
    actor: Actor,
    id: string,
    body: { version: number; boundary: Boundary | null },
  ): Promise<{ node: NodeCardView; overlaps: { id: string; name: string }[] }>
}

export interface EditingDeps {
  readonly nodes: SpaceRepository
  readonly writes: NodeWrites
  readonly changes: NodeChanges
  readonly reading: Pick<TreeReading, 'cardOf' | 'blockersOf'>
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

function demandFits(issues: readonly FieldIssue[]): void {
  if (issues.length > 0) throw new AppError('validation_failed', { errors: issues })
}

/** Changes of single nodes: guarded by version, audited, each in one transaction. */
export function createTreeEditing(deps: EditingDeps): TreeEditing {
  const { nodes, writes, changes, reading, uow, audit, clock, ids } = deps

  const today = (): IsoDay => dayOf(clock.now())

  async function found(actor: Actor, id: string, version: number): Promise<{ scope: Scope; row: NodeRow }> {
    const row = await nodes.find(demand(judgeBy(actor, spacePermissions.edit)), id)
    if (!row?.communityId) throw new AppError('not_found')
    const scope = demand(judgeBy(actor, spacePermissions.edit, row.communityId))
    if (row.version !== version) throw new AppError('version_conflict')
    return { scope, row }
  }

  const record = (
    actor: Actor,
    action: 'create' | 'correct' | 'change' | 'end' | 'draw',
    row: NodeRow,
    detail: Record<string, string | number>,
  ) =>
    audit.record({
      ...{ actor, action: `space.${action}`, communityId: row.communityId },
      ...{ targetType: 'node', targetId: row._id, detail: { kind: row.kind, ...detail } },
    })

  /** Names are unique in an index; whoever runs into it is told which field. */
  async function named<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await uow.run(act)
    } catch (error) {
      if (!isDuplicateKey(error, 'node_name_unique')) throw error
      const errors = [{ path: 'body.name', message: '同一个地方已经有叫这个名字的了' }]
      throw new AppError('conflict', { errors, cause: error })
    }
  }

  function demandDay(path: string, day: IsoDay, earliest: Date | null): void {
    if (day > today()) throw wrongField(path, '还没到的日子不能先改，请到那一天再改')
    if (earliest !== null && day < dayOf(earliest))
      throw wrongField(path, `不能早于 ${dayText(dayOf(earliest), today())}，那之前的记录不再改动`)
  }

  async function edit(actor: Actor, id: string, body: NodeEdit & { version: number }, from: IsoDay | null) {
    const { version, ...wanted } = body
    const done = await named(async () => {
      const { scope, row } = await found(actor, id, version)
      demandFits(issuesOf(row.kind, wanted))
      if (from !== null && !mayChangeFrom(row, from)) demandDay('body.from', from, row.validFrom)
      const set = differenceOf(row, wanted)
      const fields = Object.keys(set)
      if (fields.length === 0) return row
      const changed = await changes.apply(scope, row, set, from)
      await record(actor, from === null ? 'correct' : 'change', row, {
        fields: fields.join(','),
        ...(from !== null && { from }),
      })
      return changed
    })
    return reading.cardOf(actor, done)
  }

  return {
    async create(actor, { kind, parentId, name, from = today(), ...facts }) {
      const scope = demand(judgeBy(actor, spacePermissions.edit))
      demandFits(issuesOf(kind, facts))
      const row = await named(async () => {
        const parent = await nodes.find(scope, parentId)
        if (!parent?.communityId) throw new AppError('not_found')
        if (!mayStandIn(kind, parent.kind)) throw wrongField('body.kind', '这里不能放这一类地方')
        demandDay('body.from', from, parent.createdAt)
        const grid = facts.gridId == null ? null : await nodes.find(scope, facts.gridId)
        if (facts.gridId != null && (grid?.kind !== 'grid' || grid.communityId !== parent.communityId))
          throw wrongField('body.gridId', '没有这个网格')
        if ((await writes.touch(scope, [parentId], { hasChildren: true })) === 0)
          throw new AppError('not_found')
        if (grid && (await writes.touch(scope, [grid._id])) === 0)
          throw wrongField('body.gridId', '没有这个网格')
        const _id = ids.next('nod')
        const own = canonicalName(kind, name)
        const place = placeIn(parent, { _id, kind, name: own, gridId: facts.gridId ?? null })
        const fresh = newNode({
          ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
          ...{ _id, kind, parentId, name: own, communityId: parent.communityId },
          ...place,
          order: facts.order ?? orderOf(own),
          validFrom: instantOf(from),
        })
        await writes.insertMany([fresh])
        await writes.addRooms(scope, roomsAbove([fresh]))
        await record(actor, 'create', fresh, { from })
        return fresh
      })
      return reading.cardOf(actor, row)
    },

    correct: (actor, id, body) => edit(actor, id, body, null),

    change(actor, id, { from, ...body }) {
      demandDay('body.from', from, null)
      return edit(actor, id, body, from)
    },

    async end(actor, id, { version }) {
      const ended = await uow.run(async () => {
        const { scope, row } = await found(actor, id, version)
        if (!staffKinds.some((kind) => kind === row.kind)) throw new AppError('forbidden')
        const validTo = instantOf(today())
        // Written before it is looked at: whoever puts something in at the same moment meets this write.
        const changed = await writes.replace(scope, { id, version }, { validTo })
        if (!changed) throw new AppError('version_conflict')
        const blockers = await reading.blockersOf(scope, row)
        if (blockers.length > 0)
          throw new AppError('invalid_status', { details: { current: blockers.join(','), allowedFrom: [] } })
        if (row.parentId !== null) {
          const left = await nodes.countChildren(scope, row.parentId)
          await writes.touch(scope, [row.parentId], { hasChildren: left > 0 })
        }
        const gone = [...roomsAbove([row])].map(([above, count]) => [above, -count] as const)
        await writes.addRooms(scope, new Map(gone))
        await record(actor, 'end', row, {})
        return changed
      })
      return reading.cardOf(actor, ended)
    },

    async draw(actor, id, { version, boundary }) {
      const fault = boundary === null ? null : boundaryFault(boundary)
      if (fault !== null) throw wrongField('body.boundary', boundaryFaultText[fault])
      const done = await uow.run(async () => {
        const { scope, row } = await found(actor, id, version)
        if (row.kind !== 'grid') throw wrongField('body.boundary', '只有网格可以画范围')
        const changed = await changes.apply(scope, row, { boundary }, today())
        await record(actor, 'draw', row, { points: boundary?.coordinates[0]?.length ?? 0 })
        const others = boundary === null ? [] : await nodes.ofKinds(scope, ['grid'])
        const overlaps = others.filter(
          (other) =>
            other._id !== id &&
            other.communityId === row.communityId &&
            other.boundary !== null &&
            boundary !== null &&
            overlapShare(boundary, other.boundary) > OVERLAP_TOLERANCE,
        )
        return { changed, overlaps: overlaps.map(({ _id, name }) => ({ id: _id, name })) }
      })
      return { node: await reading.cardOf(actor, done.changed), overlaps: done.overlaps }
    },
  }
}
