import { candidatesOf } from '@linli/shared/polls/candidates.rules'
import type { Answerer } from '@linli/shared/polls/poll-doubts.schema'
import { pollPermissions } from '@linli/shared/polls/polls.permissions'
import type { DoubtedRow } from './poll-doubts.repository'
import type { PollRow } from './poll.model'
import type { PollPeople } from './polls.ports'

export interface AnswerersDeps {
  readonly people: Pick<PollPeople, 'holdersAt' | 'boundPersonsOf'>
}

/** The ballot that is doubted, where it is one of those that are kept; two casts of one moment have different numbers. */
export function doubtedCast({ casts, notMe }: DoubtedRow): DoubtedRow['casts'][number] | undefined {
  if (notMe?.cast === undefined) return casts.at(-1)
  const { number, at } = notMe.cast
  const cast = casts[number - 1]
  return cast?.at.getTime() === at.getTime() ? cast : undefined
}

/** The accounts of staff who entered the ballot that is doubted; none where the voter cast it, or it left its row. */
export const enteredBy = (row: DoubtedRow): readonly string[] => {
  const cast = doubtedCast(row)
  return cast === undefined || cast.byPersonId !== null ? [] : (cast.readBy ?? [cast.byAccountId])
}

/**
 * Whose answer it is: of the desk, where somebody is at it who did not enter this ballot, and otherwise of the supervisors.
 * Nobody judges what the own hand has entered, and a desk of two enters every paper with both.
 */
export const answererOf = (desk: readonly string[], row: DoubtedRow): Answerer => {
  const entered = enteredBy(row)
  return desk.some((accountId) => !entered.includes(accountId)) ? 'desk' : 'supervisor'
}

/** The accounts that hold one of the roles in the community of the poll and do not stand in it. */
async function holdersOf(
  { people }: AnswerersDeps,
  { communityId, draft }: PollRow,
  roles: Parameters<PollPeople['holdersAt']>[1],
): Promise<string[]> {
  const holders = await people.holdersAt([communityId], roles)
  const accountIds = [...new Set(holders.map(({ accountId }) => accountId))]
  const standing = new Set(candidatesOf(draft.setup).map(({ personId }) => personId))
  if (standing.size === 0) return accountIds
  const persons = await people.boundPersonsOf(accountIds)
  return accountIds.filter(
    (accountId) => !(persons.get(accountId) ?? []).some(({ personId }) => standing.has(personId)),
  )
}

/** Everybody at the desk of the poll. */
export const deskOf = (deps: AnswerersDeps, poll: PollRow): Promise<string[]> =>
  holdersOf(deps, poll, pollPermissions.desk.roles)

/** Who may answer this very row, for the message that asks for it. */
export async function answerersOf(deps: AnswerersDeps, poll: PollRow, row: DoubtedRow): Promise<string[]> {
  const desk = await deskOf(deps, poll)
  if (answererOf(desk, row) === 'supervisor') return holdersOf(deps, poll, pollPermissions.sign.roles)
  const entered = enteredBy(row)
  return desk.filter((accountId) => !entered.includes(accountId))
}
