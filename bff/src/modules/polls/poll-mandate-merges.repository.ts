import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import type { Outbox } from '../../platform/outbox'
import { inScope, type Scope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import { pollMandateModel } from './poll-board.model'
import { mandateId } from './poll-desk-things.repository'
import { pollModel, type PollRow } from './poll.model'
import { pollRollModel, type PollRollRow } from './poll-roll.model'

/** A mandate that went to the record that is left (`mandate`), or that was laid aside with the one that is gone (`aside`). */
export interface MandateMove {
  readonly id: string
  readonly field: 'mandate' | 'mandate_aside'
}

export interface MandateMerges {
  /**
   * Gives the kept record the mandates of the other, as far as one human may hold them: those that have voted first, then
   * those given first. What is beyond the cap is laid aside with the record that is gone, so that nobody votes by it, and
   * who gave it and the desk are told. Joins the unit of work.
   */
  move(scope: Scope, fromId: string, toId: string): Promise<MandateMove[]>
  /** As it was before; a mandate that finds no free place any more is over. Joins the unit of work. */
  giveBack(scope: Scope, moves: readonly MandateMove[], fromId: string, toId: string): Promise<void>
}

type Held = Pick<PollRollRow, '_id' | 'pollId' | 'serial' | 'via' | 'proxy'>
const heldFields = { pollId: 1, serial: 1, via: 1, proxy: 1 } as const
interface Going {
  readonly id: string
  readonly communityId: string
  readonly cap: number
}

export function createMandateMerges(connection: Connection, outbox: Pick<Outbox, 'add'>): MandateMerges {
  const rolls = rowsOf(pollRollModel(connection))
  const polls = pollModel(connection)
  const places = rowsOf(pollMandateModel(connection))

  async function capsOf(scope: Scope, query: Readonly<Record<string, unknown>>) {
    const found = await polls
      .find({ ...inScope(scope), ...query }, { communityId: 1, roll: 1, 'draft.setup.proxiesPerHolder': 1 })
      .lean<Pick<PollRow, '_id' | 'communityId' | 'roll' | 'draft'>[]>()
    return found.map(({ _id, communityId, roll, draft }) => ({
      ...{ id: _id, communityId, rollId: roll?.id, cap: draft.setup.proxiesPerHolder },
    }))
  }

  /** The places of a holder that no other row than these takes. */
  async function freePlaces(scope: Scope, { id, cap }: Going, holderId: string, rowIds: readonly string[]) {
    const all = Array.from({ length: cap }, (_, at) => mandateId(id, holderId, at))
    const taken = await places
      .find({ ...inScope(scope), _id: { $in: all }, rowId: { $nin: [...rowIds] } }, joining(connection))
      .toArray()
    const ids = new Set(taken.map(({ _id }) => _id))
    return all.filter((place) => !ids.has(place))
  }

  async function settle(
    scope: Scope,
    { id, communityId }: Going,
    rows: readonly Held[],
    assigned: readonly { readonly rowId: string; readonly place: string }[],
  ): Promise<void> {
    const rowIds = rows.map(({ _id }) => _id)
    await places.deleteMany({ ...inScope(scope), pollId: id, rowId: { $in: rowIds } }, joining(connection))
    if (assigned.length > 0)
      await places.insertMany(
        assigned.map(({ rowId, place }) => ({ _id: place, communityId, pollId: id, rowId })),
        joining(connection),
      )
  }

  async function hold(scope: Scope, ids: readonly string[], fromId: string, toId: string): Promise<void> {
    if (ids.length === 0) return
    await rolls.updateMany(
      { ...inScope(scope), _id: { $in: [...ids] }, 'proxy.holderId': fromId },
      { $set: { 'proxy.holderId': toId } },
      joining(connection),
    )
  }

  const tellOver = ({ id, communityId }: Going, rows: readonly Held[]): Promise<void> =>
    outbox.add({
      ...{ type: 'poll.mandates_over', aggregateId: id, communityId },
      payload: { rowIds: rows.map(({ _id }) => _id) },
    })

  return {
    async move(scope, fromId, toId) {
      const moves: MandateMove[] = []
      for (const { rollId, ...poll } of await capsOf(scope, {
        status: { $in: ['roll_published', 'frozen'] },
        'draft.setup.proxiesPerHolder': { $gt: 0 },
      })) {
        const rows = await rolls
          .find(
            {
              ...{ ...inScope(scope), rollId: rollId ?? '' },
              'proxy.holderId': { $in: [fromId, toId] },
              // Nobody holds a mandate for the own row.
              personIds: { $ne: toId },
            },
            { projection: heldFields, ...joining(connection) },
          )
          .toArray()
        if (!rows.some(({ proxy }) => proxy?.holderId === fromId)) continue
        const sorted = rows.toSorted(byStanding)
        const rowIds = sorted.map(({ _id }) => _id)
        const free = await freePlaces(scope, poll, toId, rowIds)
        const aside = await freePlaces(scope, poll, fromId, rowIds)
        const kept = sorted.slice(0, free.length)
        const over = sorted.slice(free.length)
        const going = kept.filter(({ proxy }) => proxy?.holderId === fromId).map(({ _id }) => _id)
        const laid = over.filter(({ proxy }) => proxy?.holderId === toId).map(({ _id }) => _id)
        await hold(scope, going, fromId, toId)
        await hold(scope, laid, toId, fromId)
        await settle(scope, poll, sorted, [
          ...kept.map(({ _id }, at) => ({ rowId: _id, place: free[at] ?? '' })),
          ...over.map(({ _id }, at) => ({ rowId: _id, place: aside[at] ?? '' })),
        ])
        if (over.length > 0) await tellOver(poll, over)
        moves.push(
          ...going.map((id) => ({ id, field: 'mandate' as const })),
          ...laid.map((id) => ({ id, field: 'mandate_aside' as const })),
        )
      }
      return moves
    },

    async giveBack(scope, moves, fromId, toId) {
      const idsOf = (wanted: MandateMove['field']) =>
        moves.filter(({ field }) => field === wanted).map(({ id }) => id)
      const ids = moves.map(({ id }) => id)
      if (ids.length === 0) return
      await hold(scope, idsOf('mandate'), toId, fromId)
      await hold(scope, idsOf('mandate_aside'), fromId, toId)
      const rows = await rolls
        .find(
          {
            ...{ ...inScope(scope), _id: { $in: ids } },
            'proxy.holderId': { $in: [fromId, toId] },
          },
          { projection: heldFields, ...joining(connection) },
        )
        .toArray()
      for (const poll of await capsOf(scope, {
        _id: { $in: [...new Set(rows.map(({ pollId }) => pollId))] },
      })) {
        const own = rows.filter(({ pollId }) => pollId === poll.id).toSorted(byStanding)
        const rowIds = own.map(({ _id }) => _id)
        const free = new Map([
          [fromId, await freePlaces(scope, poll, fromId, rowIds)],
          [toId, await freePlaces(scope, poll, toId, rowIds)],
        ])
        const assigned = own.map((row) => ({
          row,
          place: free.get(row.proxy?.holderId ?? '')?.shift(),
        }))
        const over = assigned.filter(({ place }) => place === undefined).map(({ row }) => row)
        await settle(
          scope,
          poll,
          own,
          assigned.flatMap(({ row, place }) => (place === undefined ? [] : { rowId: row._id, place })),
        )
        if (over.length === 0) continue
        // The hand was filled with another mandate meanwhile.
        await rolls.updateMany(
          { ...inScope(scope), _id: { $in: over.map(({ _id }) => _id) } },
          { $set: { proxy: null } },
          joining(connection),
        )
        await tellOver(poll, over)
      }
    },
  }
}

/** Those that have voted already first, then those given first. */
function byStanding(a: Held, b: Held): number {
  const cast = Number(b.via === 'proxy') - Number(a.via === 'proxy')
  const given = (a.proxy?.at.getTime() ?? 0) - (b.proxy?.at.getTime() ?? 0)
  return cast || given || a.serial - b.serial
}
