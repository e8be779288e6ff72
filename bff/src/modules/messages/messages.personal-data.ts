import { dateAndTime } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import type { DataEntry, PersonalData } from '../../platform/personal-data'
import type { InboxTraces } from './messages.repository'

/** The inbox as a part of what is kept about somebody. */
export const createMessagesPersonalData = (deps: {
  readonly messages: InboxTraces
  readonly clock: Clock
}): PersonalData => ({
  parts: [
    {
      kind: 'inbox',
      count: ({ accountId }) => deps.messages.countOf(accountId),
      async entries({ accountId }, { limit }) {
        const rows = await deps.messages.latestOf(accountId, limit)
        const now = deps.clock.now()
        return rows.map((row): DataEntry => ({
          时间: dateAndTime(row.createdAt, now),
          标题: row.title,
          内容: row.text,
          已读: row.readAt === null ? '没有' : dateAndTime(row.readAt, now),
          微信提醒: row.wechatOutcome === 'sent' ? '发过' : '没有发',
        }))
      },
    },
  ],
  erasures: [{ name: 'inbox', erase: ({ accountId }) => deps.messages.removeOf(accountId) }],
})
