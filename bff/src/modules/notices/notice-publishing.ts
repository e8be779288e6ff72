import type { NoticeStatus } from '@linli/shared/notices/notices.machine'
import { disclosureMinimumEnd, noticeStage } from '@linli/shared/notices/notices.rules'
import type { Audit } from '../../platform/audit/audit'
import { systemActor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { eachDue, idOf } from '../../platform/due-rows'
import type { Outbox } from '../../platform/outbox'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { NoticeEvent, NoticeRow } from './notice.model'
import { systemScope } from './notices.policy'
import type { NoticePeople } from './notices.ports'
import type { NoticesRepository } from './notices.repository'

const DUE_BATCH = 100
export const CLOCK_NAME = '定时发布'

/** Names of the events notices put into the outbox. */
export const noticeEvents = {
  published: 'notice.published',
  reminded: 'notice.reminded',
  withdrawn: 'notice.withdrawn',
} as const

export interface NoticePublishing {
  /** Refuses what would appear to nobody or be over before it appears. Answers when it ends. */
  check(scope: Scope, notice: NoticeRow, publishAt: Date): Promise<{ expiresAt: Date | null }>
  /** What a notice becomes when it is published. */
  published(publishAt: Date, expiresAt: Date | null): Partial<NoticeRow>
  /** The event beside the write that publishes; call it inside the same unit of work. */
  readonly announce: (notice: Pick<NoticeRow, '_id' | 'communityId'>) => Promise<void>
  /** Publishes a scheduled notice whose time has come; leaves every other as it is. Answers the row as it now is. */
  catchUp(notice: NoticeRow): Promise<NoticeRow>
  /** Publishes everything that is due; answers how many. Safe beside other workers. */
  readonly sweep: () => Promise<number>
  /** Why a guarded write found no row: `not_found`, `invalid_status` or `version_conflict`. */
  explain(scope: Scope, id: string, allowedFrom: readonly NoticeStatus[]): Promise<never>
}

export interface PublishingDeps {
  readonly notices: NoticesRepository
  readonly people: NoticePeople
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly clock: Clock
}

/** How a notice appears, by hand or by the clock: both go through the same guarded write. */
export function createNoticePublishing(deps: PublishingDeps): NoticePublishing {
  const { notices, people, uow, outbox, audit, clock } = deps

  const announce: NoticePublishing['announce'] = ({ _id, communityId }) =>
    outbox.add({ type: noticeEvents.published, aggregateId: _id, communityId, payload: {} })

  const published = (publishAt: Date, expiresAt: Date | null): Partial<NoticeRow> => ({
    status: 'published',
    publishAt,
    expiresAt,
    snapshot: { after: null, doneAt: null },
  })

  const isDue = ({ status, publishAt }: NoticeRow, now: Date): boolean =>
    status === 'scheduled' && publishAt !== null && publishAt <= now

  const catchUp: NoticePublishing['catchUp'] = async (notice) => {
    const { _id, communityId, publishAt, expiresAt } = notice
    if (publishAt === null || !isDue(notice, clock.now())) return notice
    const scope = systemScope(communityId)
    const entry: NoticeEvent = {
      event: 'publish',
      at: publishAt,
      byId: systemActor.accountId,
      byName: CLOCK_NAME,
    }
    const row = await uow.run(async () => {
      // Its time is in the guard: an editor may have moved it on since it was found. The version stays, for an
      // editor who has the page open sees nothing change.
      const now = await notices.transition(scope, _id, 'publish', {
        set: published(publishAt, expiresAt),
        unset: ['nextActionAt'],
        where: { status: 'scheduled', publishAt: { $lte: clock.now() } },
        entry,
      })
      if (!now) return null
      await announce(now)
      await audit.record({
        actor: systemActor,
        action: 'notice.publish',
        communityId,
        targetType: 'notice',
        targetId: _id,
      })
      return now
    })
    // Another worker was faster, which is as good.
    return row ?? (await notices.find(scope, _id)) ?? notice
  }

  return {
    async check(scope, notice, publishAt) {
      const { audience, disclosureClass, mustConfirm } = notice
      const expiresAt = lawfulEnd(notice.expiresAt, disclosureClass !== null, publishAt)
      if (expiresAt !== null && expiresAt <= publishAt) {
        throw new AppError('validation_failed', {
          errors: [{ path: 'body.expiresAt', message: '结束时间要晚于发布时间' }],
        })
      }
      // A public notice is read by visitors too, so a community whose roll is still empty can publish one.
      const needsHouseholds = audience.visibility === 'addressed' || mustConfirm || audience.tags.length > 0
      if (needsHouseholds && (await people.countAudience(scope, audience)).households === 0) {
        throw new AppError('audience_empty')
      }
      return { expiresAt }
    },
    published,
    announce,
    catchUp,

    async sweep() {
      const now = clock.now()
      const read = (limit: number, skip: number) => notices.listDue(now, limit, skip)
      return eachDue(read, DUE_BATCH, idOf, async ({ _id, communityId }) => {
        const row = await notices.find(systemScope(communityId), _id)
        if (row) await catchUp(row)
        return true
      })
    },

    async explain(scope, id, allowedFrom) {
      const row = await notices.find(scope, id)
      if (!row) throw new AppError('not_found')
      const stage = noticeStage(row, clock.now())
      const isMovedOn = row.status === 'scheduled' && stage !== 'scheduled'
      if (!allowedFrom.includes(row.status) || isMovedOn) {
        throw new AppError('invalid_status', { details: { current: stage, allowedFrom } })
      }
      throw new AppError('version_conflict')
    },
  }
}

/** Disclosure may not end before its time (art. 34), so an earlier end is moved to the first lawful one. */
function lawfulEnd(expiresAt: Date | null, isDisclosure: boolean, publishAt: Date): Date | null {
  if (expiresAt === null || !isDisclosure) return expiresAt
  const earliest = disclosureMinimumEnd(publishAt)
  return expiresAt < earliest ? earliest : expiresAt
}
