import { opinionStatusLabel } from '@linli/shared/opinions/opinions.machine'
import { dateAndTime } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import {
  deletedAccount,
  type DataEntry,
  type DataSubject,
  type PersonalData,
} from '../../platform/personal-data'
import type { Outbox } from '../../platform/outbox'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { authorLeft, waitsForAuthor } from './author-left.jobs'
import type { AuthorTraceRepository } from './author-trace.repository'
import type { OpinionSupports } from './intake/opinion-supports.repository'
import { authorScope } from './opinions.policy'
import type { OpinionRow } from './opinion.model'
import type { CaseViews } from './desk/case-views.repository'
import { currentStatus } from './opinions.effects'

const UNNAMED = '已注销的居民'
const BATCH = 50

/** Opinions as a part of what is kept about somebody. They outlive the account, without its name. */
export function createOpinionsPersonalData(deps: {
  readonly traces: AuthorTraceRepository
  readonly supports: OpinionSupports
  readonly views: Pick<CaseViews, 'forget'>
  readonly outbox: Pick<Outbox, 'add'>
  readonly uow: UnitOfWork
  readonly clock: Clock
}): PersonalData {
  const { traces, supports, views, outbox, uow, clock } = deps
  /** Takes a name off a case. Whoever works on one that waits for an answer is told with it, or none of both is done. */
  const leave = (row: OpinionRow, unname: () => Promise<void>): Promise<void> =>
    uow.run(async () => {
      if (waitsForAuthor(row, clock.now()))
        await outbox.add({
          ...{ type: authorLeft, aggregateId: row._id, communityId: row.communityId, payload: {} },
        })
      await unname()
    })
  const scopeFor = async ({ accountId }: DataSubject): Promise<Scope | null> => {
    const communityIds = await traces.communitiesOf(accountId)
    return communityIds.length === 0 ? null : authorScope(communityIds)
  }
  return {
    parts: [
      {
        kind: 'opinions',
        async count(subject) {
          const scope = await scopeFor(subject)
          return scope === null ? 0 : traces.count(scope, subject.accountId)
        },
        async entries(subject, { limit }) {
          const scope = await scopeFor(subject)
          if (scope === null) return []
          const rows = await traces.latest(scope, subject.accountId, limit)
          const now = clock.now()
          return rows.map((row): DataEntry => ({
            编号: row.number,
            提交时间: dateAndTime(row.submittedAt, now),
            类别: row.category.label,
            地点: [row.place.label, row.place.detail].filter(Boolean).join('，'),
            内容: row.text,
            照片: row.photos.length,
            语音: row.voice ? `${row.voice.seconds} 秒` : '没有',
            视频: row.video ? `${row.video.seconds} 秒` : '没有',
            状态: opinionStatusLabel[currentStatus(row, now)],
            您补充的话: row.entries
              .filter((entry) => entry.byAccountId === row.authorAccountId)
              .map((entry) => entry.text)
              .join('\n'),
            您的评价: row.rating === null ? '没有评价' : `${row.rating.score} 分，${row.rating.comment}`,
            对单位隐藏姓名: row.hideName ? '是' : '否',
            姓名电话给办理单位: row.contactSharedAt === undefined ? '没有同意' : '同意',
            公开: row.board ? '已公开' : '没有公开',
          }))
        },
      },
    ],
    erasures: [
      {
        name: 'opinions',
        async erase(subject) {
          await views.forget(subject.accountId)
          const scope = await scopeFor(subject)
          if (scope === null) return
          for (;;) {
            const rows = await traces.latest(scope, subject.accountId, BATCH)
            for (const row of rows) await leave(row, () => traces.unname(scope, row, deletedAccount, UNNAMED))
            if (rows.length < BATCH) break
          }
          for (;;) {
            const rows = await traces.latestFiled(scope, subject.accountId, BATCH)
            for (const row of rows)
              await leave(row, () => traces.unnameFiler(scope, row, deletedAccount, UNNAMED))
            if (rows.length < BATCH) break
          }
          for (;;) {
            const rows = await supports.list(scope, subject.accountId, { before: null, limit: BATCH })
            // The number beside a case stays: it counts voices, not accounts.
            for (const row of rows) await supports.leave(scope, row.opinionId, subject.accountId)
            if (rows.length < BATCH) break
          }
          await traces.forgetAuthor(subject.accountId)
        },
      },
    ],
  }
}
