import { candidatesOf } from '@linli/shared/polls/candidates.rules'
import type { Answerer } from '@linli/shared/polls/poll-doubts.schema'
import { pollPermissions } from '@linli/shared/polls/polls.permissions'
import type { DoubtedRow } from './poll-doubts.repository'
import type { PollRow } from './poll.model'
import type { PollPeople, PollSpace } from './polls.ports'

export interface AnswerersDeps {
  readonly people: Pick<PollPeople, 'holdersAt' | 'boundPersonsOf'>
  readonly space: Pick<PollSpace, 'paths'>
}

/** The accounts of the community that may answer at all, the nearest first. */
export interface AnswererLevels {
  readonly desk: readonly string[]
  readonly supervisor: readonly string[]
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
 * Whose answer it is: of the desk, where somebody is at it who did not enter this ballot, otherwise of the supervisors, and
 * of the street where there is none. Nobody judges what the own hand has entered, and a desk of two enters every paper with
 * both.
 */
export const answererOf = ({ desk, supervisor }: AnswererLevels, row: DoubtedRow): Answerer => {
  const entered = enteredBy(row)
  const isFree = (accountId: string): boolean => !entered.includes(accountId)
  if (desk.some(isFree)) return 'desk'
  return supervisor.some(isFree) ? 'supervisor' : 'street'
}

/** The accounts that hold one of the roles at one of the places and do not stand in the poll. */
async function holdersOf(
  { people }: Pick<AnswerersDeps, 'people'>,
  { draft }: PollRow,
  nodeIds: readonly string[],
  roles: Parameters<PollPeople['holdersAt']>[1],
): Promise<string[]> {
  const holders = await people.holdersAt(nodeIds, roles)
  const accountIds = [...new Set(holders.map(({ accountId }) => accountId))]
  const standing = new Set(candidatesOf(draft.setup).map(({ personId }) => personId))
  if (standing.size === 0) return accountIds
  const persons = await people.boundPersonsOf(accountIds)
  return accountIds.filter(
    (accountId) => !(persons.get(accountId) ?? []).some(({ personId }) => standing.has(personId)),
  )
}

/** Everybody at the desk of the poll, and everybody who watches over it. */
export const levelsOf = async (
  deps: Pick<AnswerersDeps, 'people'>,
  poll: PollRow,
): Promise<AnswererLevels> => ({
  desk: await holdersOf(deps, poll, [poll.communityId], pollPermissions.desk.roles),
  supervisor: await holdersOf(deps, poll, [poll.communityId], pollPermissions.sign.roles),
})

/** Who may answer this very row, for the message that asks for it. */
export async function answerersOf(deps: AnswerersDeps, poll: PollRow, row: DoubtedRow): Promise<string[]> {
  const levels = await levelsOf(deps, poll)
  const level = answererOf(levels, row)
  const entered = enteredBy(row)
  const accountIds = level === 'street' ? await streetOf(deps, poll) : levels[level]
  return accountIds.filter((accountId) => !entered.includes(accountId))
}

async function streetOf(deps: AnswerersDeps, poll: PollRow): Promise<string[]> {
  const above = (await deps.space.paths([poll.communityId])).get(poll.communityId) ?? []
  return holdersOf(deps, poll, above, pollPermissions.oversee.roles)
}
