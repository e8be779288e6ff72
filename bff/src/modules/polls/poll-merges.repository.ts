import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { pollModel, type PollRow } from './poll.model'
import { pollRollModel, type PollRollRow } from './poll-roll.model'

/**
 * How it changed hands: a row of a roll that was the one record's alone (`row`), one both stood on (`shared`, with the
 * record that went as its voter `shared_voter`), a mandate (`mandate`), a place among the named (`named`).
 */
type Way = 'row' | 'shared' | 'shared_voter' | 'mandate' | 'named'

/** What changed hands: a row of a roll, or a poll in preparation. */
export interface PollMove {
  readonly id: string
  readonly field: string
}

export interface PollMerges {
  /**
   * Lets the kept record speak for the rows of the other, so that nobody loses a vote because two records became one.
   * A roll that counts humans has one row for a human: where both had their own, the one that goes keeps it, and nobody
   * speaks for it. Numbers, labels, votes and ballots stay as they were, and with them the fingerprint of the roll.
   * Answers what went. Joins the unit of work.
   */
  move(scope: Scope, fromId: string, toId: string): Promise<PollMove[]>
  /** Gives these back, as far as they are still the other's; what was cast meanwhile stays cast. Joins the unit of work. */
  giveBack(scope: Scope, moves: readonly PollMove[], fromId: string, toId: string): Promise<void>
}

type Spoken = Pick<PollRollRow, '_id' | 'rollId' | 'uniqueKey' | 'personIds' | 'voterId' | 'dissentBy'>
const spoken = { rollId: 1, uniqueKey: 1, personIds: 1, voterId: 1, dissentBy: 1 } as const

const preparingStatuses: readonly PollRow['status'][] = ['draft', 'preparing', 'roll_published']

/** Its key names a human (roll-building), not a home or what somebody owns. */
const isOfHuman = ({ uniqueKey }: Pick<Spoken, 'uniqueKey'>): boolean => /^(person|identity) /.test(uniqueKey)

/** What polls keep under a person of the roll, moved when two records become one and parted again. */
export function createPollMerges(connection: Connection): PollMerges {
  const rolls = pollRollModel(connection)
  const polls = pollModel(connection)

  async function moveRows(scope: Scope, fromId: string, toId: string): Promise<PollMove[]> {
    const rows = await rolls.find({ ...inScope(scope), personIds: fromId }, spoken).lean<Spoken[]>()
    const own = await rolls.find({ ...inScope(scope), personIds: toId }, spoken).lean<Spoken[]>()
    const counted = new Set(own.filter(isOfHuman).map(({ rollId }) => rollId))
    const moved: PollMove[] = []
    for (const row of rows) {
      const isShared = row.personIds.includes(toId)
      if (!isShared && isOfHuman(row) && counted.has(row.rollId)) continue
      await rolls.updateOne(
        { ...inScope(scope), _id: row._id, personIds: fromId },
        { $set: spokenBy(row, fromId, isShared ? null : toId, toId) },
      )
      const field: Way = !isShared ? 'row' : row.voterId === fromId ? 'shared_voter' : 'shared'
      moved.push({ id: row._id, field })
    }
    return moved
  }

  async function moveMandates(scope: Scope, fromId: string, toId: string): Promise<PollMove[]> {
    const going = await polls
      .find({ ...inScope(scope), status: { $in: ['roll_published', 'frozen'] } }, { roll: 1 })
      .lean<Pick<PollRow, 'roll'>[]>()
    const rows = await rolls
      .find(
        {
          ...inScope(scope),
          rollId: { $in: going.flatMap(({ roll }) => roll?.id ?? []) },
          'proxy.holderId': fromId,
          // Nobody holds a mandate for the own row.
          personIds: { $ne: toId },
        },
        { _id: 1 },
      )
      .lean<Pick<PollRollRow, '_id'>[]>()
    const moves = rows.map(({ _id }): PollMove => ({ id: _id, field: 'mandate' }))
    await hold(scope, moves, fromId, toId)
    return moves
  }

  async function hold(scope: Scope, moves: readonly PollMove[], fromId: string, toId: string): Promise<void> {
    if (moves.length === 0) return
    await rolls.updateMany(
      { ...inScope(scope), _id: { $in: moves.map(({ id }) => id) }, 'proxy.holderId': fromId },
      { $set: { 'proxy.holderId': toId } },
    )
  }

  /** Those whom a poll in preparation names, one by one: representatives. */
  async function moveNamed(
    scope: Scope,
    fromId: string,
    toId: string,
    among: Readonly<Record<string, unknown>> = {},
  ): Promise<PollMove[]> {
    const preparing = await polls
      .find(
        { ...inScope(scope), status: { $in: [...preparingStatuses] }, ...among },
        { 'draft.electorIds': 1 },
      )
      .lean<{ _id: string; draft: Pick<PollRow['draft'], 'electorIds'> }[]>()
    const named: PollMove[] = []
    for (const { _id, draft } of preparing) {
      const { electorIds } = draft
      // Where both are named the one stays for both, and the other comes back with its record.
      if (!electorIds.includes(fromId) || electorIds.includes(toId)) continue
      await polls.updateOne(
        { ...inScope(scope), _id },
        {
          $set: { 'draft.electorIds': electorIds.map((id) => (id === fromId ? toId : id)) },
          // A desk that has the draft open would name the record that is gone again.
          $inc: { version: 1 },
        },
      )
      named.push({ id: _id, field: 'named' })
    }
    return named
  }

  return {
    async move(scope, fromId, toId) {
      const rows = await moveRows(scope, fromId, toId)
      const mandates = await moveMandates(scope, fromId, toId)
      return [...rows, ...mandates, ...(await moveNamed(scope, fromId, toId))]
    },
    async giveBack(scope, moves, fromId, toId) {
      const of = (...ways: readonly Way[]) => moves.filter(({ field }) => ways.some((way) => way === field))
      await hold(scope, of('mandate'), fromId, toId)
      await moveNamed(scope, fromId, toId, { _id: { $in: of('named').map(({ id }) => id) } })
      for (const { id, field } of of('row', 'shared', 'shared_voter')) {
        const row = await rolls
          .findOne({ ...inScope(scope), _id: id, personIds: fromId }, spoken)
          .lean<Spoken>()
        if (!row) continue
        const set =
          field === 'row'
            ? spokenBy(row, fromId, toId, toId)
            : {
                personIds: [...row.personIds, toId].sort(),
                ...(field === 'shared_voter' && row.voterId === fromId && { voterId: toId }),
              }
        await rolls.updateOne({ ...inScope(scope), _id: id, personIds: fromId }, { $set: set })
      }
    },
  }
}

/** Who speaks for the row once `fromId` does not: `instead` in the same place, or those who are left. */
function spokenBy(
  { personIds, voterId, dissentBy }: Spoken,
  fromId: string,
  instead: string | null,
  human: string,
): Partial<PollRollRow> {
  return {
    personIds: personIds.flatMap((id) => (id === fromId ? (instead ?? []) : id)),
    ...(voterId === fromId && { voterId: human }),
    ...(dissentBy === fromId && { dissentBy: human }),
  }
}
