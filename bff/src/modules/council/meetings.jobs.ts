import { systemActor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { eachDue, idOf } from '../../platform/due-rows'
import type { Jobs } from '../../platform/jobs'
import type { Outbox, OutboxEvent } from '../../platform/outbox'
import { demand, type Scope } from '../../platform/scope'
import { clockScope } from './council.policy'
import type { CouncilElectors, CouncilInbox, CouncilPolls } from './council.ports'
import type { MeetingGuests } from './meeting-guests.repository'
import type { MeetingGuestRow, MeetingRow } from './meeting.model'
import { meetingMessages, type MeetingMessageName } from './meetings.messages'
import type { MeetingsRepository } from './meetings.repository'
import type { TopicBackers } from './topic-backers.repository'

const REMIND_SECONDS = 300
const REMIND_MEETINGS = 20
const PORTION = 200

export interface MeetingsJobsDeps {
  readonly meetings: MeetingsRepository
  readonly guests: MeetingGuests
  readonly backers: Pick<TopicBackers, 'supportersOf'>
  readonly polls: Pick<CouncilPolls, 'representatives'>
  readonly electors: CouncilElectors
  readonly inbox: CouncilInbox
  readonly outbox: Pick<Outbox, 'registerHandler'>
  readonly jobs: Pick<Jobs, 'every'>
  readonly clock: Clock
}

/** Who is invited is worked out after the act, in portions; and what guests are told by themselves. */
export function registerMeetingsJobs(deps: MeetingsJobsDeps): void {
  const { meetings, guests, backers, polls, electors, inbox, outbox, jobs, clock } = deps

  async function found(event: OutboxEvent): Promise<{ row: MeetingRow; scope: Scope } | null> {
    if (event.communityId === null) return null
    const scope = demand(clockScope(systemActor, event.communityId))
    const row = await meetings.find(scope, event.aggregateId)
    return row && { row, scope }
  }

  async function* audienceOf(scope: Scope, row: MeetingRow): AsyncGenerator<readonly string[]> {
    const { representatives, supporters, personIds } = row.audience
    yield personIds
    if (representatives) yield await polls.representatives(scope)
    if (!supporters) return
    for (const topicId of new Set(row.items.flatMap((item) => item.topicId ?? [])))
      for (let after = ''; ;) {
        const page = await backers.supportersOf(scope, topicId, { after, limit: PORTION })
        yield page.map(({ personId }) => personId)
        if (page.length < PORTION) break
        after = page.at(-1)?._id ?? ''
      }
  }

  /** Tells guests once each under this key, however often it is repeated. */
  async function tell(
    { row, scope }: { row: MeetingRow; scope: Scope },
    name: MeetingMessageName,
    dedupeKey: string,
    isTold: (guest: MeetingGuestRow) => boolean,
    { asks = false, supersedes = false } = {},
  ): Promise<void> {
    const { title, text } = meetingMessages[name](row, clock.now())
    for (let after = ''; ;) {
      const page = await guests.page(scope, row._id, { after, limit: PORTION })
      const people = await electors.byIds(
        scope,
        page.filter(isTold).map(({ personId }) => personId),
      )
      const accountIds = new Set(people.flatMap(({ accountId }) => accountId ?? []))
      if (accountIds.size > 0)
        await inbox.deliver({
          communityId: row.communityId,
          ...{ topic: 'meeting', targetId: row._id, title, text, dedupeKey },
          needsAct: asks,
          supersedes,
          ...(asks && { actUntil: row.startsAt }),
          recipients: [...accountIds].map((accountId) => ({ accountId, wechat: false })),
        })
      if (page.length < PORTION) return
      after = page.at(-1)?._id ?? ''
    }
  }
  const isInvited = ({ invited }: MeetingGuestRow): boolean => invited
  const isExpected = ({ invited, coming }: MeetingGuestRow): boolean => invited && coming !== false

  async function invite(meeting: { row: MeetingRow; scope: Scope }): Promise<void> {
    const { row, scope } = meeting
    for await (const personIds of audienceOf(scope, row)) await guests.invite(scope, row._id, personIds)
    await tell(meeting, 'invited', `meeting.invited:${row._id}`, isInvited, { asks: true })
    // Called off while guests were still being told: who heard of it only afterwards hears that as well.
    const now = await meetings.find(scope, row._id)
    if (now?.status === 'cancelled') await recall({ row: now, scope })
  }
  /** It is off: everybody who was invited hears so, and nobody is asked for an answer any more. */
  async function recall(meeting: { row: MeetingRow; scope: Scope }): Promise<void> {
    await tell(meeting, 'cancelled', `meeting.cancelled:${meeting.row._id}`, isInvited)
    await inbox.settle({ topic: 'meeting', targetId: meeting.row._id })
  }
  outbox.registerHandler('meeting.invited', 'council.invite_guests', async (event) => {
    const meeting = await found(event)
    // Called off before anybody heard of it.
    if (meeting?.row.status !== 'invited') return
    await invite(meeting)
  })
  outbox.registerHandler('meeting.moved', 'council.tell_moved', async (event) => {
    const meeting = await found(event)
    if (meeting?.row.status !== 'invited') return
    // Before the new guests are written down: they are not told of another hour they never knew.
    const key = `meeting.moved:${event.id}`
    // Who has not answered is asked for the new hour, until that.
    await tell(meeting, 'moved', key, (guest) => isInvited(guest) && guest.coming === null, {
      ...{ asks: true, supersedes: true },
    })
    await tell(meeting, 'moved', key, isInvited)
    await invite(meeting)
  })
  outbox.registerHandler('meeting.cancelled', 'council.tell_cancelled', async (event) => {
    const meeting = await found(event)
    if (meeting) await recall(meeting)
  })
  outbox.registerHandler('meeting.published', 'council.tell_minutes', async (event) => {
    const meeting = await found(event)
    if (meeting) await tell(meeting, 'published', `meeting.published:${meeting.row._id}`, () => true)
  })

  jobs.every('council.remind_guests', REMIND_SECONDS, () => {
    const now = clock.now()
    const read = (limit: number, skip: number) => meetings.dueReminders(now, limit, skip)
    return eachDue(read, REMIND_MEETINGS, idOf, async (row) => {
      const { remindAt } = row
      if (!remindAt) return false
      const scope = demand(clockScope(systemActor, row.communityId))
      if (row.status === 'invited')
        await tell(
          { row, scope },
          'reminder',
          `meeting.reminder:${row._id}:${remindAt.getTime()}`,
          isExpected,
        )
      await meetings.reminded(scope, row._id, remindAt)
      return true
    })
  })
}
