import type { DeskObjectionView } from '@linli/shared/polls/poll-desk.schema'
import type { Scope } from '../../platform/scope'
import { maskName } from '../people/people.service'
import type { PollObjectionRow } from './poll-objection.model'
import type { PollRollsRepository } from './poll-rolls.repository'
import type { PollRow } from './poll.model'
import type { PollPeople } from './polls.ports'

type Objectors = NonNullable<DeskObjectionView['by']>

/** What is asked to name who objects. */
export interface ObjectorsDeps {
  readonly people: Pick<PollPeople, 'boundPersonsOf'>
  readonly rolls: Pick<PollRollsRepository, 'placesOf'>
}

/** Until the roll is frozen objections are answered; later there is nothing to be named for. */
const named: readonly PollRow['status'][] = ['draft', 'preparing', 'roll_published']

/**
 * Who objects and where they stand on the roll, by account; null once the roll is frozen. The masked name, the homes
 * and the line of the masked roll are all of it: whether a row has voted is not read. As many queries for 500
 * objections as for one.
 */
export async function objectorsOf(
  { people, rolls }: ObjectorsDeps,
  scope: Scope,
  poll: PollRow,
  objections: readonly Pick<PollObjectionRow, 'byAccountId'>[],
): Promise<Map<string, Objectors> | null> {
  if (!named.includes(poll.status)) return null
  const bound = await people.boundPersonsOf([...new Set(objections.map(({ byAccountId }) => byAccountId))])
  // An account may be somebody elsewhere too; that is no business of this desk.
  const here = [...bound].map(
    ([accountId, persons]) =>
      [accountId, persons.filter(({ communityId }) => communityId === poll.communityId)] as const,
  )
  const personIds = here.flatMap(([, persons]) => persons.map(({ personId }) => personId))
  const lines =
    poll.roll === null || personIds.length === 0
      ? []
      : await rolls.placesOf({ scope, rollId: poll.roll.id }, personIds)
  const linesOf = new Map<string, Objectors[number]['rows']>()
  for (const { serial, label, personIds: sharers } of lines)
    for (const personId of sharers)
      linesOf.set(personId, [...(linesOf.get(personId) ?? []), { serial, label }])
  return new Map(
    here.map(([accountId, persons]) => [
      accountId,
      persons.map(({ personId, name, homes }) => ({
        name: maskName(name),
        homes: homes.map(({ label }) => label),
        rows: linesOf.get(personId) ?? [],
      })),
    ]),
  )
}
