import {
  deletedAccount,
  type DataEntry,
  type DataSubject,
  type PersonalData,
} from '../../platform/personal-data'
import type { PollRollRow } from './poll-roll.model'
import type { PollRow } from './poll.model'
import type { PollRollsRepository } from './poll-rolls.repository'
import type { PollsRepository } from './polls.repository'

const personIdsOf = ({ persons }: DataSubject): string[] => persons.map(({ personId }) => personId)

/** What is kept of somebody's votes. Of a secret ballot that is the row of the roll alone: nobody could show more. */
export const createPollsPersonalData = (deps: {
  readonly polls: Pick<PollsRepository, 'findMany' | 'forgetObjector'>
  readonly rolls: Pick<PollRollsRepository, 'countOfPersons' | 'latestOfPersons'>
}): PersonalData => ({
  parts: [
    {
      kind: 'votes',
      count: async (subject) =>
        subject.persons.length === 0 ? 0 : deps.rolls.countOfPersons(subject.scope, personIdsOf(subject)),
      async entries(subject, { limit }) {
        if (subject.persons.length === 0) return []
        const rows = await deps.rolls.latestOfPersons(subject.scope, personIdsOf(subject), limit)
        const polls = await deps.polls.findMany(subject.scope, [...new Set(rows.map(({ pollId }) => pollId))])
        const byId = new Map(polls.map((poll) => [poll._id, poll]))
        return rows.map((row) => entryOf(row, byId.get(row.pollId)))
      },
    },
  ],
  erasures: [
    {
      name: 'poll_objections',
      erase: (subject) => deps.polls.forgetObjector(subject.scope, subject.accountId, deletedAccount),
    },
  ],
})

function entryOf(row: PollRollRow, poll: PollRow | undefined): DataEntry {
  const isSecret = poll?.draft.setup.secrecy !== 'named'
  const chosen = row.answers.flatMap((answer, index) => {
    const options = poll?.frozen?.questions[index]?.options ?? []
    return [...answer].map((key) => options.find((option) => option.key === key)?.text ?? key).join('、')
  })
  return {
    表决: poll?.draft.title ?? '已删除的表决',
    名册: `第 ${row.serial} 行 ${row.label}`,
    投票: row.voted ? '已记录投票' : '没有投票记录',
    选择: isSecret ? '不记名，没有保存' : chosen.join('；') || '没有',
  }
}
