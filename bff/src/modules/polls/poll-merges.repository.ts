import { candidatesOf } from '@linli/shared/polls/candidates.rules'
import type { PollDraft } from '@linli/shared/polls/poll-desk.schema'
import type { Connection } from 'mongoose'
import type { Outbox } from '../../platform/outbox'
import { inScope, type Scope } from '../../platform/scope'
import { createMandateMerges, type MandateMove } from './poll-mandate-merges.repository'
import { pollObjectionModel, type PollObjectionRow } from './poll-objection.model'
import { pollModel, type PollRow } from './poll.model'
import { pollRollModel, type PollRollRow } from './poll-roll.model'

/**
 * How it changed hands: a row of a roll that was the one record's alone (`row`), one both stood on (`shared`, with the
 * record that went as its voter `shared_voter`), a mandate (poll-mandate-merges), an objection to a roll (`objection`), or
 * a place on a list of the set-up: among the representatives (`named`), the listed votes (`weighed`), the candidates
 * (`stands`).
 */
type Way = 'row' | 'shared' | 'shared_voter' | 'objection' | Listed
type Listed = 'named' | 'weighed' | 'stands'

/** What changed hands: a row of a roll, or what a poll lists. */
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

interface ListOfPeople {
  readonly path: string
  /** In which of a poll's statuses the list still decides something; null for all. */
  readonly statuses: readonly PollRow['status'][] | null
  readonly ids: (draft: PollDraft) => readonly string[]
  /** What is set when each person of the list becomes what `as` says. */
  readonly put: (draft: PollDraft, as: (personId: string) => string) => Readonly<Record<string, unknown>>
}

/** Representatives and listed votes go into the roll when it is made; who stands keeps off the desk to the last signature. */
export const lists: Readonly<Record<Listed, ListOfPeople>> = {
  named: {
    path: 'draft.electorIds',
    statuses: preparingStatuses,
    ids: ({ electorIds }) => electorIds,
    put: ({ electorIds }, as) => ({ 'draft.electorIds': electorIds.map(as) }),
  },
  weighed: {
    path: 'draft.setup.weights.people.personId',
    statuses: preparingStatuses,
    ids: ({ setup }) => (setup.weights?.people ?? []).map(({ personId }) => personId),
    put: ({ setup }, as) => ({
      'draft.setup.weights.people': (setup.weights?.people ?? []).map((one) => ({
        ...one,
        personId: as(one.personId),
      })),
    }),
  },
  stands: {
    path: 'draft.setup.questions.candidates.personId',
    statuses: null,
    ids: ({ setup }) => candidatesOf(setup).map(({ personId }) => personId),
    put: ({ setup }, as) => ({
      'draft.setup.questions': setup.questions.map((question) => ({
        ...question,
        ...(question.candidates && {
          candidates: question.candidates.map((one) => ({ ...one, personId: as(one.personId) })),
        }),
      })),
    }),
  },
}
export const listedFields: readonly Listed[] = ['named', 'weighed', 'stands']

const isOfMandate = (move: PollMove): move is MandateMove =>
  move.field === 'mandate' || move.field === 'mandate_aside'

/** Its key names a human (roll-plan), not a home or what somebody owns. */
export const isOfHuman = ({ uniqueKey }: Pick<Spoken, 'uniqueKey'>): boolean =>
  /^(person|identity) /.test(uniqueKey)

/** What polls keep under a person of the roll, moved when two records become one and parted again. */
export function createPollMerges(connection: Connection, outbox: Pick<Outbox, 'add'>): PollMerges {
  const rolls = pollRollModel(connection)
  const polls = pollModel(connection)
  const objections = pollObjectionModel(connection)
  const mandates = createMandateMerges(connection, outbox)

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

  /** What one of them has filed is the other's word too; where both wait for an answer, both get theirs. */
  async function moveObjections(
    scope: Scope,
    fromId: string,
    toId: string,
    among: Readonly<Record<string, unknown>> = {},
  ): Promise<PollMove[]> {
    const filed = await objections
      .find({ ...inScope(scope), byPersonId: fromId, ...among }, { pollId: 1, decision: 1 })
      .lean<Pick<PollObjectionRow, '_id' | 'pollId' | 'decision'>[]>()
    for (const { _id, pollId, decision } of filed) {
      const waits = decision === null
      const taken =
        waits && (await objections.exists({ ...inScope(scope), pollId, openByPerson: toId })) !== null
      await objections.updateOne(
        { ...inScope(scope), _id },
        {
          $set: { byPersonId: toId, ...(waits && !taken && { openByPerson: toId }) },
          ...(taken && { $unset: { openByPerson: 1 } }),
        },
      )
    }
    return filed.map(({ _id }) => ({ id: _id, field: 'objection' }))
  }

  /** Those whom a poll lists one by one in its set-up. */
  async function moveListed(
    scope: Scope,
    fromId: string,
    toId: string,
    field: Listed,
    among: Readonly<Record<string, unknown>> = {},
  ): Promise<PollMove[]> {
    const { path, statuses, ids, put } = lists[field]
    const listing = await polls
      .find(
        {
          ...inScope(scope),
          ...(statuses !== null && { status: { $in: [...statuses] } }),
          [path]: fromId,
          ...among,
        },
        { draft: 1 },
      )
      .lean<Pick<PollRow, '_id' | 'draft'>[]>()
    const moved: PollMove[] = []
    for (const { _id, draft } of listing) {
      // Where both are listed the one stays for both, and the other comes back with its record.
      if (ids(draft).includes(toId)) continue
      await polls.updateOne(
        { ...inScope(scope), _id },
        {
          $set: put(draft, (id) => (id === fromId ? toId : id)),
          // A desk that has the draft open would name the record that is gone again.
          ...(statuses !== null && { $inc: { version: 1 } }),
        },
      )
      moved.push({ id: _id, field })
    }
    return moved
  }

  return {
    async move(scope, fromId, toId) {
      const rows = await moveRows(scope, fromId, toId)
      const held = await mandates.move(scope, fromId, toId)
      const listed: PollMove[] = []
      for (const field of listedFields) listed.push(...(await moveListed(scope, fromId, toId, field)))
      return [...rows, ...held, ...listed, ...(await moveObjections(scope, fromId, toId))]
    },
    async giveBack(scope, moves, fromId, toId) {
      const of = (...ways: readonly Way[]) => moves.filter(({ field }) => ways.some((way) => way === field))
      await mandates.giveBack(scope, moves.filter(isOfMandate), toId, fromId)
      for (const field of listedFields)
        await moveListed(scope, fromId, toId, field, { _id: { $in: of(field).map(({ id }) => id) } })
      await moveObjections(scope, fromId, toId, { _id: { $in: of('objection').map(({ id }) => id) } })
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
