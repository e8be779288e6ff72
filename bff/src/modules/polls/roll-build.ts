import { rollFingerprint } from '@linli/shared/polls/fingerprints'
import type { IsoDay } from '@linli/shared/time'
import type { Ids } from '../../platform/ids'
import type { Scope } from '../../platform/scope'
import { planRoll, type PlannedRoll, type PlannedRow } from './roll-plan'
import type { PollRollRow } from './poll-roll.model'
import type { PollRollsRepository } from './poll-rolls.repository'
import type { PollRollSummary, PollRow } from './poll.model'
import type { PollElector, PollElectors, PollRoom, PollSpace } from './polls.ports'

const ROOM_PAGE = 1000
/** So many of those left out are listed by name; when they are settled the next roll lists others. */
const MOST_LEFT_OUT = 100

export interface RollBuildDeps {
  readonly rolls: Pick<PollRollsRepository, 'insertMany'>
  readonly electors: PollElectors
  readonly space: Pick<PollSpace, 'roomsUnder'>
  readonly ids: Ids
}

/**
 * Makes the rows of a roll from the register and the tree as they stand, and what the poll keeps of it. They belong to
 * nobody until the poll names their build: 20,000 rows are no transaction.
 */
export function createRollBuild({ rolls, electors, space, ids }: RollBuildDeps) {
  async function everybody(scope: Scope, nodeId: string): Promise<PollElector[]> {
    const all: PollElector[] = []
    for await (const page of electors.under(scope, nodeId)) all.push(...page)
    return all
  }

  async function roomsOf(scope: Scope, nodeId: string): Promise<PollRoom[]> {
    const all: PollRoom[] = []
    for (let after: string | null = null; ;) {
      const page = await space.roomsUnder(scope, nodeId, { after, limit: ROOM_PAGE })
      all.push(...page)
      if (page.length < ROOM_PAGE) return all
      after = page.at(-1)?.id ?? null
    }
  }

  async function planFor(scope: Scope, { draft }: PollRow): Promise<PlannedRoll> {
    const { setup, nodeId, electorIds } = draft
    const found =
      setup.electorate === 'representative'
        ? await electors.byIds(scope, electorIds)
        : await everybody(scope, nodeId)
    const rooms = setup.electorate === 'owner' ? await roomsOf(scope, nodeId) : []
    const plan = planRoll(setup, setup.opensOn, found, rooms)
    if (setup.electorate !== 'representative') return plan
    const known = new Set(found.map(({ personId }) => personId))
    // Whoever was named and has moved away since is missed as much as whoever is too young.
    const gone = electorIds.filter((personId) => !known.has(personId))
    return {
      ...plan,
      leftOut: [...plan.leftOut, ...gone.map((personId) => ({ personId, reason: 'gone' as const }))],
    }
  }

  return async (
    scope: Scope,
    poll: PollRow,
    today: IsoDay,
    objectionsUntil: IsoDay,
  ): Promise<PollRollSummary> => {
    const plan = await planFor(scope, poll)
    const rollId = ids.next('prl')
    const rows = plan.rows.map((planned, index) => ({
      ...blankRow(planned),
      ...{ _id: ids.next('prw'), communityId: poll.communityId, pollId: poll._id, rollId },
      serial: index + 1,
    }))
    await rolls.insertMany(rows)
    return {
      id: rollId,
      asOf: today,
      publishedOn: today,
      objectionsUntil,
      rows: rows.length,
      votes: rows.reduce((sum, { votes }) => sum + votes, 0),
      area: rows.reduce((sum, { area }) => sum + area, 0),
      fingerprint: rollFingerprint(rows),
      pending: plan.leftOut.length,
      leftOut: plan.leftOut.slice(0, MOST_LEFT_OUT),
      ownerless: plan.ownerless,
      ...(poll.draft.setup.electorate === 'household' && {
        onPaper: rows.filter(({ personIds }) => personIds.length === 0).length,
      }),
      withoutArea: plan.withoutArea,
    }
  }
}

/** A row nobody has voted on. */
const blankRow = (
  planned: PlannedRow,
): Omit<PollRollRow, '_id' | 'communityId' | 'pollId' | 'rollId' | 'serial'> => ({
  ...planned,
  personIds: [...planned.personIds],
  roomIds: [...planned.roomIds],
  ...{ served: false, voted: false, sealed: false, via: null, answers: [], casts: [], papers: [] },
  ...{ dissentBy: null, proxy: null, notMe: null },
})
