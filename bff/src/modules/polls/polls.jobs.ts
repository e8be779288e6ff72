import { shortFingerprint } from '@linli/shared/polls/fingerprints'
import { pollPhase } from '@linli/shared/polls/polls.machine'
import { pollPermissions } from '@linli/shared/polls/polls.permissions'
import { dateAndTime, dayOf, dayText } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import { eachDue, idOf } from '../../platform/due-rows'
import type { Jobs } from '../../platform/jobs'
import type { Outbox, OutboxEvent } from '../../platform/outbox'
import { systemActor } from '../../platform/actor'
import { deletedAccount } from '../../platform/personal-data'
import { demand, type Scope } from '../../platform/scope'
import type { PollRollsRepository } from './poll-rolls.repository'
import type { PollRow } from './poll.model'
import { clockScope } from './polls.policy'
import type { PollCalendars, PollElectors, PollInbox, PollPeople } from './polls.ports'
import { resultDue } from './polls.presenter'
import type { PollReminders } from './poll-reminders.repository'
import type { PollsClosing } from './polls-closing.service'
import type { PollsRepository } from './polls.repository'

const SWEEP_SECONDS = 10
const TELL_BATCH = 200
const REMIND_SECONDS = 300
const REMIND_POLLS = 20

export interface PollsJobsDeps {
  readonly polls: PollsRepository
  readonly rolls: PollRollsRepository
  readonly reminders: Pick<PollReminders, 'keep'>
  readonly electors: PollElectors
  readonly calendars: PollCalendars
  readonly inbox: PollInbox
  readonly people: Pick<PollPeople, 'holdersAt'>
  readonly closing: PollsClosing
  readonly outbox: Pick<Outbox, 'registerHandler'>
  readonly jobs: Pick<Jobs, 'every'>
  readonly clock: Clock
}

/** Closing by the clock, and what people are told by themselves. */
export function registerPollsJobs(deps: PollsJobsDeps): void {
  const { polls, rolls, reminders, electors, calendars, inbox, people, closing, outbox, jobs, clock } = deps
  jobs.every('polls.close', SWEEP_SECONDS, () => closing.sweep())
  jobs.every('polls.remind', REMIND_SECONDS, remind)

  async function found(event: OutboxEvent): Promise<PollRow | null> {
    if (event.communityId === null) return null
    return polls.find(demand(clockScope(systemActor, event.communityId)), event.aggregateId)
  }

  /** Those who have not voted, and nobody else; the desk learns neither who nor how many before closing. */
  async function remind(): Promise<void> {
    const now = clock.now()
    const read = (limit: number, skip: number) => polls.dueReminders(now, limit, skip)
    await eachDue(read, REMIND_POLLS, idOf, async (poll) => {
      const scope = demand(clockScope(systemActor, poll.communityId))
      const isOpen = pollPhase(poll, clock.now()) === 'open'
      if (isOpen && poll.roll)
        for await (const page of rolls.silentRows({ scope, rollId: poll.roll.id })) {
          const isSecret = poll.draft.setup.secrecy === 'secret'
          // Of those who share a secret row only the one they have named can do something about it.
          const askedOf = ({ personIds, voterId }: (typeof page)[number]): readonly string[] =>
            isSecret && voterId !== null ? [voterId] : personIds
          const asked = page.flatMap(askedOf)
          const people = await electors.byIds(scope, [...new Set(asked)])
          const accounts = new Set(
            people.flatMap(({ personId, accountId }) => (accountId === null ? [] : personId)),
          )
          // Before they are told: who was reminded is then in the record, whatever becomes of this process.
          await reminders.keep(
            poll.communityId,
            poll._id,
            page.map((row) => ({
              serial: row.serial,
              reached: askedOf(row).some((personId) => accounts.has(personId)),
            })),
          )
          await inbox.deliver({
            communityId: poll.communityId,
            topic: 'poll',
            targetId: poll._id,
            title: `您还没有投票，${dayText(dayOf(poll.closesAt), dayOf(clock.now()))}截止`,
            text: `“${poll.draft.title}” ${dateAndTime(poll.closesAt, clock.now())} 截止。投不投由您决定。`,
            needsAct: false,
            actUntil: poll.closesAt,
            dedupeKey: `poll.reminder:${poll._id}`,
            recipients: people.flatMap(({ accountId }) =>
              accountId === null ? [] : [{ accountId, wechat: false }],
            ),
          })
        }
      await polls.reminded(scope, poll._id)
      return true
    })
  }

  /** Whoever has something to do for a vote that is over, at its desk. */
  const tellDesk = async (
    poll: PollRow,
    roles: Parameters<PollPeople['holdersAt']>[1],
    message: { title: string; text: string; dedupeKey: string; supersedes: boolean },
  ): Promise<void> => {
    const holders = await people.holdersAt([poll.communityId], roles)
    await inbox.deliver({
      ...{ communityId: poll.communityId, topic: 'poll_desk', targetId: poll._id, needsAct: true },
      ...message,
      recipients: [...new Set(holders.map(({ accountId }) => accountId))].map((accountId) => ({
        ...{ accountId, wechat: false },
      })),
    })
  }
  /** No objection waits any more. */
  const settleAnswered = async (scope: Scope, poll: PollRow): Promise<void> => {
    const [open] = await polls.objectionCounts(scope, poll._id)
    if (open === 0) await inbox.settle({ topic: 'poll_desk', targetId: poll._id })
  }
  outbox.registerHandler('poll.objected', 'polls.ask_to_answer', async (event) => {
    const poll = await found(event)
    if (!poll) return
    const scope = demand(clockScope(systemActor, poll.communityId))
    const [open, answered] = await polls.objectionCounts(scope, poll._id)
    if (open === 0) return
    await tellDesk(poll, pollPermissions.prepare.roles, {
      title: '有人对名册提了异议，等您答复',
      text: `“${poll.draft.title}”的名册异议都答复了，才能锁定名册、开始投票。`,
      // One message for all that come before the next answer, beside what else the desk is asked about the poll.
      ...{ supersedes: false, dedupeKey: `poll.objected:${poll._id}:${answered}` },
    })
    await settleAnswered(scope, poll)
  })
  outbox.registerHandler('poll.objection_decided', 'polls.tell_objector', async (event) => {
    const poll = await found(event)
    if (!poll) return
    const scope = demand(clockScope(systemActor, poll.communityId))
    await settleAnswered(scope, poll)
    const objection = await polls.findObjection(scope, poll._id, String(event.payload['objectionId']))
    if (!objection?.decision || objection.byAccountId === deletedAccount) return
    await inbox.deliver({
      ...{ communityId: poll.communityId, topic: 'poll', targetId: poll._id, needsAct: false },
      title: '您提的名册异议有了答复',
      text: `“${poll.draft.title}”：${
        objection.decision.accepted ? '异议成立，名册改好后会重新公示。' : '异议不成立，名册不变。'
      }理由请打开名册看。`,
      dedupeKey: `poll.objection_decided:${objection._id}`,
      recipients: [{ accountId: objection.byAccountId, wechat: false }],
    })
  })

  outbox.registerHandler('poll.papers_awaited', 'polls.ask_for_papers', async (event) => {
    const poll = await found(event)
    if (poll?.status === 'sealing')
      await tellDesk(poll, pollPermissions.desk.roles, {
        title: '投票截止了，纸票还没录',
        text: `“${poll.draft.title}”收回的纸票混放后请录入，录完才能计票。`,
        // What was asked before is done when the next thing is asked.
        ...{ supersedes: true, dedupeKey: `poll.papers_awaited:${poll._id}` },
      })
  })
  outbox.registerHandler('poll.closed', 'polls.ask_to_publish', async (event) => {
    const poll = await found(event)
    // The papers are in.
    if (poll) await inbox.settle({ topic: 'poll_desk', targetId: poll._id })
    // Whoever was faster than this message has published it.
    if (poll?.status !== 'counted') return
    const due = resultDue(poll, await calendars.current())
    await tellDesk(poll, pollPermissions.publish.roles, {
      title: '计票完成，请公布结果',
      text: `“${poll.draft.title}”已经计票${due === null ? '' : `，结果最晚${dayText(due, dayOf(clock.now()))}公布`}。`,
      ...{ supersedes: true, dedupeKey: `poll.to_publish:${poll._id}` },
    })
  })

  /** A result is out, or another one: those who watch over it are asked to check it themselves, and to sign or to say why not. */
  const askSupervisors =
    (what: string) =>
    async (event: OutboxEvent): Promise<void> => {
      const poll = await found(event)
      if (!poll?.count) return
      await inbox.settle({ topic: 'poll_desk', targetId: poll._id })
      const holders = await people.holdersAt([poll.communityId], ['supervisor'])
      const spoken = new Set([...poll.signatures, ...(poll.refusals ?? [])].map(({ accountId }) => accountId))
      const how = poll.official ? '请对照登记的文件核对' : '请在自己的手机上数一遍'
      await inbox.deliver({
        communityId: poll.communityId,
        topic: 'poll_sign',
        targetId: poll._id,
        title: '请核对一次表决的结果',
        text: `“${poll.draft.title}”的结果${what}。${how}，再签认；不一致就写明理由。`,
        needsAct: true,
        supersedes: true,
        dedupeKey: `${event.type}:${event.id}`,
        // Whoever was faster than this message has signed, or said why not.
        recipients: [...new Set(holders.map(({ accountId }) => accountId))]
          .filter((accountId) => !spoken.has(accountId))
          .map((accountId) => ({ accountId, wechat: false })),
      })
    }
  outbox.registerHandler('poll.published', 'polls.ask_supervisors', askSupervisors('已经公布'))
  outbox.registerHandler('poll.corrected', 'polls.ask_supervisors_anew', askSupervisors('更正过了'))

  /** 已记录投票 or 未投票, with the root: to everybody on the roll, once counting is done. */
  outbox.registerHandler('poll.closed', 'polls.tell_roll', async (event) => {
    if (event.communityId === null) return
    const scope = demand(clockScope(systemActor, event.communityId))
    const poll = await polls.find(scope, event.aggregateId)
    if (!poll?.roll || !poll.count) return
    const root = shortFingerprint(poll.count.root)
    let batch: { personIds: readonly string[]; voted: boolean }[] = []
    const tell = async (): Promise<void> => {
      const people = await electors.byIds(scope, [...new Set(batch.flatMap(({ personIds }) => personIds))])
      const accounts = new Map(people.map(({ personId, accountId }) => [personId, accountId]))
      for (const voted of [true, false]) {
        const recipients = [
          ...new Set(
            batch
              .filter((row) => row.voted === voted)
              .flatMap(({ personIds }) => personIds.flatMap((id) => accounts.get(id) ?? [])),
          ),
        ]
        if (recipients.length === 0) continue
        await inbox.deliver({
          communityId: event.communityId,
          topic: 'poll',
          targetId: poll._id,
          title: voted ? '已记录您的投票' : '这次没有您的投票记录',
          text: `“${poll.draft.title}”已经截止。总指纹 ${root}。${voted ? '如果您没有投过，' : '如果您投过票，'}请打开告诉我们。`,
          needsAct: false,
          dedupeKey: `poll.closed:${poll._id}:${voted ? 'voted' : 'silent'}`,
          recipients: recipients.map((accountId) => ({ accountId, wechat: false })),
        })
      }
      batch = []
    }
    for await (const row of rolls.sealedRows({ scope, rollId: poll.roll.id })) {
      batch.push({ personIds: row.personIds, voted: row.voted })
      if (batch.length >= TELL_BATCH) await tell()
    }
    await tell()
  })
}
