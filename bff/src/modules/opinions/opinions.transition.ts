import type { OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import type { Role } from '@linli/shared/roles'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Ids } from '../../platform/ids'
import type { EventPayload } from '../../platform/outbox-event.model'
import type { Outbox } from '../../platform/outbox'
import { AppError } from '../../platform/problem-error'
import { refuseMoved } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { OpinionAct, OpinionEntryRow, OpinionHistoryRow } from './opinion-parts.model'
import type { OpinionRow } from './opinion.model'
import { currentStatus, type Effects } from './opinions.effects'
import type { OpinionFiles } from './opinions.ports'
import type { QueueCounts } from './opinions.queue-counts'
import type { OpinionsRepository } from './opinions.repository'

/** How somebody signs; null for the author and the system. */
export interface Signature {
  readonly name: string
  readonly role: Role
}

/** One thing that happens to a case. */
export interface Step {
  readonly act: OpinionAct
  readonly actor: Actor
  readonly signature: Signature | null
  readonly scope: Scope
  /** The case as it was read; the write holds only if it is still so. */
  readonly row: OpinionRow
  readonly version: number
  readonly allowedFrom: readonly OpinionStatus[]
  readonly now: Date
  readonly effects: Effects
  readonly entry?: {
    kind: OpinionEntryRow['kind']
    text: string
    photoIds: readonly string[]
    beforeIds?: readonly string[]
  }
  /** Told to the rest of the house, `opinion.accepted`; absent for what concerns nobody else. */
  readonly event?: string
  readonly payload?: EventPayload
  /** Whom it went to or came from, and why: said in the course of the case. */
  readonly trace?: Pick<OpinionHistoryRow, 'party' | 'reason'>
  /** Ids and enums for the audit trail; present for acts of staff. */
  readonly audited?: Readonly<Record<string, string | number | boolean | null>>
  readonly countsAsVersion?: boolean
}

export interface Transitions {
  /** Applies a step in one guarded write with its event and audit row; throws 404 or 409 when the case has moved on. */
  apply(step: Step): Promise<OpinionRow>
  /** The same inside a unit of work of the caller, for two cases that change together. */
  applyWithin(step: Step): Promise<OpinionRow>
}

export interface TransitionDeps {
  readonly opinions: OpinionsRepository
  readonly files: OpinionFiles
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly ids: Ids
  readonly counts: Pick<QueueCounts, 'forget'>
}

export function createTransitions(deps: TransitionDeps): Transitions {
  const { opinions, files, uow, outbox, audit, ids, counts } = deps

  async function entryOf(step: Step): Promise<OpinionEntryRow | undefined> {
    const { entry, row, actor, signature, now } = step
    if (!entry) return undefined
    const photos = await files.claim(entry.photoIds, {
      purpose: 'opinion_photo',
      ownerType: 'opinion',
      ownerId: row._id,
      communityId: row.communityId,
      accountId: actor.accountId,
      field: 'photoIds',
    })
    return {
      id: ids.next('ent'),
      kind: entry.kind,
      byAccountId: actor.accountId,
      byName: signature?.name ?? null,
      byRole: signature?.role ?? null,
      text: entry.text,
      photos,
      ...(entry.beforeIds && entry.beforeIds.length > 0 && { beforeIds: [...entry.beforeIds] }),
      at: now,
    }
  }

  const transitions: Transitions = {
    async apply(step) {
      const { row, version, allowedFrom, now } = step
      refuseMoved({ status: currentStatus(row, now), version: row.version }, version, allowedFrom)
      return uow.run(() => transitions.applyWithin(step))
    },
    async applyWithin(step) {
      const { act, actor, signature, scope, row, version, allowedFrom, now, effects } = step
      refuseMoved({ status: currentStatus(row, now), version: row.version }, version, allowedFrom)
      const entry = await entryOf(step)
      // The version closes every race: two who read the same case write the same version, and one finds it gone.
      const changed = await opinions.change(
        scope,
        row._id,
        { version, statuses: [row.status] },
        {
          ...effects,
          ...(entry ? { entry } : {}),
          history: {
            id: ids.next('his'),
            event: act,
            from: currentStatus(row, now),
            to: effects.set.status ?? currentStatus(row, now),
            byAccountId: actor.accountId,
            byName: signature?.name ?? null,
            byRole: signature?.role ?? null,
            at: now,
            ...step.trace,
          },
          ...(step.countsAsVersion === undefined ? {} : { countsAsVersion: step.countsAsVersion }),
        },
      )
      if (!changed) {
        const current = await opinions.find(scope, row._id)
        if (!current) throw new AppError('not_found')
        refuseMoved({ status: currentStatus(current, now), version: current.version }, version, allowedFrom)
        // Status and version are unchanged, so the case is as full as a case may get.
        throw new AppError('version_conflict')
      }
      uow.afterCommit(() => counts.forget(row.communityId))
      if (step.event) {
        await outbox.add({
          type: step.event,
          aggregateId: row._id,
          communityId: row.communityId,
          payload: { ...step.payload, version: changed.version },
        })
      }
      if (step.audited) {
        await audit.record({
          actor,
          action: `opinion.${act}`,
          communityId: row.communityId,
          targetType: 'opinion',
          targetId: row._id,
          detail: step.audited,
        })
      }
      return changed
    },
  }
  return transitions
}
