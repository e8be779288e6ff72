import { isCounted, pollPhase } from '@linli/shared/polls/polls.machine'
import { pollPermissions } from '@linli/shared/polls/polls.permissions'
import type { Clock } from '../../platform/clock'
import { systemActor } from '../../platform/actor'
import type { Outbox } from '../../platform/outbox'
import { demand } from '../../platform/scope'
import { answerersOf } from './poll-doubt-answerers'
import type { DoubtCounts, DoubtedRow, PollDoubtsRepository } from './poll-doubts.repository'
import { createRowTelling, type RowEvent, type RowTellingDeps } from './poll-row-telling'
import type { PollRow } from './poll.model'
import { clockScope } from './polls.policy'
import type { PollPeople, PollSpace } from './polls.ports'

export interface PollDoubtsJobsDeps extends RowTellingDeps {
  readonly doubts: Pick<PollDoubtsRepository, 'count' | 'list'>
  readonly people: Pick<PollPeople, 'holdersAt' | 'boundPersonsOf'>
  readonly space: Pick<PollSpace, 'paths'>
  readonly outbox: Pick<Outbox, 'registerHandler'>
  readonly clock: Clock
}

/** Who says that a vote was not theirs is heard by the desk, and hears what was found. */
export function registerPollDoubtsJobs(deps: PollDoubtsJobsDeps): void {
  const { polls, doubts, people, inbox, outbox, clock } = deps
  const { found, tell } = createRowTelling(deps)

  const countsOf = ({ poll, scope, row }: RowEvent) =>
    doubts.count({ scope, rollId: poll.roll?.id ?? row.rollId })
  const settleAnswered = async (known: RowEvent): Promise<void> => {
    const { open } = await countsOf(known)
    if (open === 0) await inbox.settle({ topic: 'poll_doubt', targetId: known.poll._id })
  }
  const recipientsOf = (accountIds: readonly string[]) =>
    [...new Set(accountIds)].map((accountId) => ({ accountId, wechat: false }))
  const holdersOf = async ({ poll }: RowEvent, roles: Parameters<PollPeople['holdersAt']>[1]) => {
    const holders = await people.holdersAt([poll.communityId], roles)
    return recipientsOf(holders.map(({ accountId }) => accountId))
  }

  /** One message for all that are said before the next answer, to each who may answer one of them. */
  async function ask(poll: PollRow, row: DoubtedRow, { said, open }: DoubtCounts): Promise<void> {
    await inbox.deliver({
      ...{ communityId: poll.communityId, topic: 'poll_doubt', targetId: poll._id, needsAct: true },
      title: '有人说投票记录不对，等您查清楚答复',
      text: `“${poll.draft.title}”：查这一票是怎么来的，写明结果和理由，本人会收到。只有没有经手这张票的人可以答复。`,
      dedupeKey: `poll.doubted:${poll._id}:${said - open}`,
      recipients: recipientsOf(await answerersOf(deps, poll, row)),
    })
  }

  outbox.registerHandler('poll.doubted', 'polls.ask_to_look_into', async (event) => {
    const known = await found(event)
    if (known?.row.notMe?.finding !== undefined || !known?.row.notMe) return
    await ask(known.poll, known.row, await countsOf(known))
    await settleAnswered(known)
  })

  // Of a desk of three the one who had to answer may have left since: then it is the supervisors', who were never asked.
  outbox.registerHandler('poll.closed', 'polls.ask_who_may_answer', async (event) => {
    if (event.communityId === null) return
    const scope = demand(clockScope(systemActor, event.communityId))
    const poll = await polls.find(scope, event.aggregateId)
    if (!poll?.roll) return
    const ref = { scope, rollId: poll.roll.id }
    const counts = await doubts.count(ref)
    if (counts.open === 0) return
    for (const row of await doubts.list(ref, counts.said))
      if (row.notMe?.finding === undefined) await ask(poll, row, counts)
  })

  outbox.registerHandler('poll.doubt_answered', 'polls.tell_finding', async (event) => {
    const known = await found(event)
    const finding = known?.row.notMe?.finding
    if (!known || !finding) return
    const { poll, row } = known
    await settleAnswered(known)
    const isOpenAgain = finding.annulled && !row.voted && pollPhase(poll, clock.now()) === 'open'
    await tell(known, row.personIds, {
      title: finding.upheld ? '查实了，投票记录确实不对' : '您说的投票记录，查过了没有查实',
      text: `“${poll.draft.title}”：${
        finding.annulled
          ? '那一票已经作废，请在截止前自己投一次。'
          : finding.upheld
            ? '截止以后票数不能再改，结果写进公布的材料，由居务监督决定签不签认。'
            : '票数不变。'
      }理由请打开看。`,
      dedupeKey: `poll.doubt_answered:${event.id}`,
      needsAct: isOpenAgain,
      ...(isOpenAgain && { actUntil: poll.closesAt }),
    })
    const { holderId } = event.payload
    if (typeof holderId === 'string')
      await tell(known, [holderId], {
        title: '您代投的一票作废了',
        text: `“${poll.draft.title}”：${row.label} 的本人说这一票不是自己的意思，社区查实了。这一票和委托都不算数了，由本人自己投。`,
        dedupeKey: `poll.doubt_answered:holder:${event.id}`,
      })
    // Who signs the root weighs what is known of it.
    if (!finding.upheld || !isCounted(poll.status)) return
    await inbox.deliver({
      ...{ communityId: poll.communityId, topic: 'poll_doubt', targetId: poll._id, needsAct: false },
      title: '查实了一行投票记录不对',
      text: `“${poll.draft.title}”：${row.label}，打开可以看理由。票数不改，签不签认由您决定。`,
      dedupeKey: `poll.doubt_upheld:${event.id}`,
      recipients: await holdersOf(known, pollPermissions.sign.roles),
    })
  })
}
