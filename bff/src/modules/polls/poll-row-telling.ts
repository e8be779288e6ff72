import type { OutboxEvent } from '../../platform/outbox'
import { systemActor } from '../../platform/actor'
import { demand, type Scope } from '../../platform/scope'
import type { PollRollRow } from './poll-roll.model'
import type { PollRollsRepository } from './poll-rolls.repository'
import type { PollRow } from './poll.model'
import { clockScope } from './polls.policy'
import type { PollElectors, PollInbox } from './polls.ports'
import type { PollsRepository } from './polls.repository'

export interface RowTellingDeps {
  readonly polls: Pick<PollsRepository, 'find'>
  readonly rolls: Pick<PollRollsRepository, 'find'>
  readonly electors: Pick<PollElectors, 'byIds'>
  readonly inbox: PollInbox
}

export interface RowEvent {
  readonly poll: PollRow
  readonly row: PollRollRow
  readonly scope: Scope
}

interface RowMessage {
  readonly title: string
  readonly text: string
  readonly dedupeKey: string
  readonly needsAct?: boolean
  readonly actUntil?: Date
}

/** A mandate that nobody has voted by, while somebody still may. */
export const isHeldUnused = ({ proxy, via, sealed }: PollRollRow): boolean =>
  proxy !== null && via !== 'proxy' && !sealed

/** Finds the row an event is about, and tells its people. */
export function createRowTelling({ polls, rolls, electors, inbox }: RowTellingDeps) {
  async function found(event: OutboxEvent): Promise<RowEvent | null> {
    if (event.communityId === null) return null
    const scope = demand(clockScope(systemActor, event.communityId))
    const poll = await polls.find(scope, event.aggregateId)
    if (!poll?.roll) return null
    const row = await rolls.find({ scope, rollId: poll.roll.id }, String(event.payload['rowId']))
    return row && { poll, row, scope }
  }

  async function accountsOf(scope: Scope, personIds: readonly string[]): Promise<string[]> {
    if (personIds.length === 0) return []
    return (await electors.byIds(scope, personIds)).flatMap(({ accountId }) => accountId ?? [])
  }

  async function tell(
    { poll, scope }: RowEvent,
    personIds: readonly string[],
    message: RowMessage,
  ): Promise<void> {
    const people = await accountsOf(scope, personIds)
    await inbox.deliver({
      ...{ communityId: poll.communityId, topic: 'poll', targetId: poll._id, needsAct: false, ...message },
      recipients: people.map((accountId) => ({ accountId, wechat: false })),
    })
  }
  /** The people of the row but who did it. */
  const othersOf = ({ row }: RowEvent, event: OutboxEvent): string[] =>
    row.personIds.filter((personId) => personId !== event.payload['byPersonId'])

  /** What the people of a row were asked for is done. */
  async function settle({ poll, row, scope }: RowEvent): Promise<void> {
    const accountIds = await accountsOf(scope, row.personIds)
    if (accountIds.length > 0) await inbox.settle({ topic: 'poll', targetId: poll._id, accountIds })
  }

  return { found, tell, othersOf, settle }
}
