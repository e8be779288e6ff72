import {
  deletedAccount,
  type DataEntry,
  type DataSubject,
  type PersonalData,
} from '../../platform/personal-data'
import type { Outbox } from '../../platform/outbox'
import type { PollObjectionRow } from './poll-objection.model'
import type { Finding, PollRollRow } from './poll-roll.model'
import type { PollRow } from './poll.model'
import type { PollRollsRepository } from './poll-rolls.repository'
import { isHeldUnused } from './poll-row-telling'
import type { PollsRepository } from './polls.repository'

const byOf = ({ accountId, persons }: DataSubject) => ({
  accountId,
  personIds: persons.map(({ personId }) => personId),
})

/** What is kept of somebody's votes, and what was said about them. Of a secret ballot that is the row of the roll alone: nobody could show more. */
export const createPollsPersonalData = (deps: {
  readonly polls: Pick<
    PollsRepository,
    'list' | 'findMany' | 'objectionsOf' | 'countObjectionsOf' | 'forgetObjector'
  >
  readonly rolls: Pick<PollRollsRepository, 'countOfPersons' | 'latestOfPersons' | 'ofPerson'>
  readonly outbox: Pick<Outbox, 'add'>
}): PersonalData => ({
  parts: [
    {
      kind: 'votes',
      async count(subject) {
        const { scope } = subject
        const by = byOf(subject)
        const rows = by.personIds.length === 0 ? 0 : await deps.rolls.countOfPersons(scope, by.personIds)
        return rows + (await deps.polls.countObjectionsOf(scope, by))
      },
      async entries(subject, { limit }) {
        const { scope } = subject
        const by = byOf(subject)
        const rows = await deps.rolls.latestOfPersons(scope, by.personIds, limit)
        const objections = await deps.polls.objectionsOf(scope, by, limit)
        const polls = await deps.polls.findMany(scope, [
          ...new Set([...rows, ...objections].map(({ pollId }) => pollId)),
        ])
        const byId = new Map(polls.map((poll) => [poll._id, poll]))
        return [
          ...objections.map((objection) => objectionEntry(objection, byId.get(objection.pollId))),
          ...rows.map((row) => rowEntry(row, byId.get(row.pollId))),
        ].slice(0, limit)
      },
    },
  ],
  erasures: [
    { name: 'poll_mandates', erase: (subject) => tellOfMandates(deps, subject) },
    {
      name: 'poll_objections',
      erase: (subject) => deps.polls.forgetObjector(subject.scope, subject.accountId, deletedAccount),
    },
  ],
})

/** More polls than go on in the communities of one person at once. */
const MOST_GOING = 100

/**
 * Whoever has named somebody to vote for them is told when that account goes: the mandate is the principal's own to take
 * back, and stays if the holder comes back. One that was voted by is done.
 */
async function tellOfMandates(
  { polls, rolls, outbox }: Parameters<typeof createPollsPersonalData>[0],
  { scope, persons }: DataSubject,
): Promise<void> {
  if (persons.length === 0) return
  for (const poll of await polls.list(scope, rollStatuses, { after: null, limit: MOST_GOING })) {
    if (poll.draft.setup.proxiesPerHolder === 0 || poll.roll === null) continue
    for (const { personId } of persons) {
      const rows = await rolls.ofPerson({ scope, rollId: poll.roll.id }, personId)
      for (const { _id: rowId, proxy } of rows.filter(isHeldUnused))
        if (proxy?.holderId === personId)
          await outbox.add({
            ...{ type: 'poll.mandate_holder_left', aggregateId: poll._id, communityId: poll.communityId },
            payload: { rowId },
          })
    }
  }
}
const rollStatuses = ['roll_published', 'frozen'] as const

const titleOf = (poll: PollRow | undefined): string => poll?.draft.title ?? '已删除的表决'

function rowEntry(row: PollRollRow, poll: PollRow | undefined): DataEntry {
  const isSecret = poll?.draft.setup.secrecy !== 'named'
  const chosen = row.answers.flatMap((answer, index) => {
    const options = poll?.frozen?.questions[index]?.options ?? []
    return [...answer].map((key) => options.find((option) => option.key === key)?.text ?? key).join('、')
  })
  const doubts = [...(row.formerDoubts ?? []), ...(row.notMe === null ? [] : [row.notMe])]
  return {
    表决: titleOf(poll),
    名册: `第 ${row.serial} 行 ${row.label}`,
    投票: row.voted ? '已记录投票' : '没有投票记录',
    选择: isSecret ? '不记名，没有保存' : chosen.join('；') || '没有',
    说过的话: doubts.map(({ text }) => `投票记录不对：${text}`).join('；') || null,
    答复: doubts.map(({ finding }) => findingText(finding)).join('；') || null,
  }
}

const findingText = (finding: Finding | undefined): string =>
  finding === undefined ? '还没有答复' : `${finding.upheld ? '查实了' : '没有查实'}：${finding.reason}`

function objectionEntry({ text, decision }: PollObjectionRow, poll: PollRow | undefined): DataEntry {
  return {
    表决: titleOf(poll),
    ...{ 名册: null, 投票: null, 选择: null },
    说过的话: `对名册的异议：${text}`,
    答复: decision === null ? '还没有答复' : `${decision.accepted ? '成立' : '不成立'}：${decision.reason}`,
  }
}
