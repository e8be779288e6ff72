import { dateAndTime } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import {
  deletedAccount,
  type DataEntry,
  type DataSubject,
  type PersonalData,
} from '../../platform/personal-data'
import type { NoticesRepository } from './notices.repository'
import type { ReceiptsRepository, ReceiptTraces } from './receipts.repository'

const personIdsOf = ({ persons }: DataSubject): string[] => persons.map((person) => person.personId)

/** Which notices somebody read and confirmed, as a part of what is kept about them. */
export const createNoticesPersonalData = (deps: {
  readonly notices: Pick<NoticesRepository, 'titles'>
  readonly receipts: ReceiptTraces & Pick<ReceiptsRepository, 'countOfPersons'>
  readonly clock: Clock
}): PersonalData => ({
  parts: [
    {
      kind: 'receipts',
      count: async (subject) =>
        subject.persons.length === 0 ? 0 : deps.receipts.countOfPersons(subject.scope, personIdsOf(subject)),
      async entries(subject, { limit }) {
        if (subject.persons.length === 0) return []
        const rows = await deps.receipts.latestOf(subject.scope, personIdsOf(subject), limit)
        const titles = await deps.notices.titles(
          subject.scope,
          rows.map((row) => row.noticeId),
        )
        const now = deps.clock.now()
        return rows.map((row): DataEntry => ({
          通知: titles.get(row.noticeId) ?? '已删除的通知',
          打开时间: dateAndTime(row.readAt, now),
          点已知晓: row.confirmedAt === null ? '没有' : dateAndTime(row.confirmedAt, now),
        }))
      },
    },
  ],
  erasures: [
    {
      name: 'receipts',
      async erase(subject) {
        if (subject.persons.length === 0) return
        await deps.receipts.forgetAccount(subject.scope, personIdsOf(subject), deletedAccount)
      },
    },
  ],
})
