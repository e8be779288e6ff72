import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import {
  pollRollModel,
  type MandateTakenBack,
  type NamedCast,
  type PaperEntry,
  type PollRollRow,
  type ProxyMandate,
} from './poll-roll.model'

/** A row as lists and labels see it: nothing of how it voted. */
export type RollLineRow = Pick<PollRollRow, '_id' | 'serial' | 'label' | 'votes' | 'area' | 'proxy'>
/** A line as the desk works on it. */
export type DeskLineRow = RollLineRow & Pick<PollRollRow, 'served'>
/** A row of one's own, before closing: a named ballot's answers are its caster's. */
export type OwnRollRow = PollRollRow

/** Where a roll is: its poll's community and the build in force. */
export interface RollRef {
  readonly scope: Scope
  readonly rollId: string
}

/** Whose row it has to be for a cast to be let in. */
export type CastBy = { readonly personId: string } | { readonly staff: true } | { readonly holderId: string }

export interface PollRollsRepository {
  insertMany(rows: readonly PollRollRow[]): Promise<void>
  /** Builds of a poll before this one, which are in force no more or never were; ids sort by the time they were made. */
  removeBefore(scope: Scope, pollId: string, rollId: string): Promise<void>
  /** One build that is in force no more, or never will be. */
  removeBuild(ref: RollRef): Promise<void>
  lines(ref: RollRef, place: { after: number; limit: number }): Promise<RollLineRow[]>
  /** Lines for the desk, from a number on. */
  deskLines(ref: RollRef, place: { after: number; limit: number }): Promise<DeskLineRow[]>
  /** Lines whose label begins so, in the order of their labels. */
  labelled(ref: RollRef, start: string, limit: number): Promise<DeskLineRow[]>
  /**
   * Of these rolls, those the person stands on: whether every row of theirs has voted, and whether one that has not is
   * theirs to cast in a secret poll.
   */
  votedOn(
    scope: Scope,
    rollIds: readonly string[],
    personId: string,
  ): Promise<Map<string, { readonly voted: boolean; readonly isVoter: boolean }>>
  /** The rows a person speaks for, and those held by mandate. */
  ofPerson(ref: RollRef, personId: string): Promise<OwnRollRow[]>
  /** Where persons stand on a roll, by number: the line that everybody reads, and whose it is. */
  placesOf(
    ref: RollRef,
    personIds: readonly string[],
  ): Promise<Pick<PollRollRow, 'serial' | 'label' | 'personIds'>[]>
  /** Every row of a poll, by number, whichever roll it is of: for the story of the demo, which builds one. */
  ofPoll(scope: Scope, pollId: string): Promise<PollRollRow[]>
  countOfPersons(scope: Scope, personIds: readonly string[]): Promise<number>
  /** Rows of persons over all polls, the newest first. */
  latestOfPersons(scope: Scope, personIds: readonly string[], limit: number): Promise<PollRollRow[]>
  find(ref: RollRef, rowId: string): Promise<PollRollRow | null>
  /** Rows of which nobody has said who casts; not those that nobody casts for on a phone. */
  countWithoutVoter(ref: RollRef): Promise<number>
  nameVoter(ref: RollRef, rowId: string, byPersonId: string, voterId: string): Promise<boolean>
  serve(ref: RollRef, rowIds: readonly string[]): Promise<number>
  setProxy(ref: RollRef, rowId: string, mandate: ProxyMandate): Promise<boolean>
  /**
   * Takes this very mandate back while nothing is cast under it; false otherwise. Beside a cast of its holder one of the
   * two comes first, and the other finds the row changed. Joins the unit of work.
   */
  takeProxyBack(ref: RollRef, rowId: string, by: CastBy, mandate: MandateTakenBack): Promise<boolean>

  /**
   * A named ballot: answers, channel and history entry in one guarded write. Null when the row is sealed, suspended by
   * another, not the caller's, or (where ballots are final) has voted.
   */
  castNamed(
    ref: RollRef,
    rowId: string,
    by: CastBy,
    cast: NamedCast,
    rule: { mayChange: boolean; clearsDissentOf: string | null },
  ): Promise<{ before: PollRollRow } | null>
  /** Keeps what one member of staff read; null when sealed or entered by the same person before. */
  addPaper(ref: RollRef, rowId: string, entry: PaperEntry): Promise<PollRollRow | null>
  dissent(ref: RollRef, rowId: string, personId: string): Promise<boolean>

  /** A secret ballot is handed in: false → true once, on an unsealed row, and nothing else changes. */
  takeSecret(
    ref: RollRef,
    rowId: string,
    by: { voterId: string } | { staff: true },
    via: 'phone' | 'desk',
  ): Promise<boolean>

  /** Seals up to `limit` rows; answers how many were still open. */
  seal(ref: RollRef, limit: number): Promise<number>
  countUnsealed(ref: RollRef): Promise<number>
  countVoted(ref: RollRef): Promise<number>
  countDesk(ref: RollRef): Promise<number>
  /** Every row with its answers, in order: for counting alone, once all are sealed. */
  sealedRows(ref: RollRef): AsyncIterable<PollRollRow>
  /** Rows that have not voted, in pages: for the reminder alone, which names nobody to anybody else. */
  silentRows(ref: RollRef): AsyncIterable<readonly Pick<PollRollRow, 'serial' | 'personIds' | 'voterId'>[]>
  /** The lines of these numbers. */
  linesAt(ref: RollRef, serials: readonly number[]): Promise<RollLineRow[]>
}

const BATCH = 1000
const REMIND_BATCH = 200

/** The rolls of polls. Every read that shows who voted or how goes through a method that says so. */
export function createPollRollsRepository(connection: Connection): PollRollsRepository {
  const rows = rowsOf(pollRollModel(connection))
  const own = ({ scope, rollId }: RollRef) => ({ ...inScope(scope), rollId })
  const open = { sealed: false } as const
  const linesOnly = { serial: 1, label: 1, votes: 1, area: 1, 'proxy.holderLabel': 1 } as const
  const deskOnly = { ...linesOnly, served: 1 } as const
  const whose = (by: CastBy): object =>
    'personId' in by ? { personIds: by.personId } : 'holderId' in by ? { 'proxy.holderId': by.holderId } : {}

  return {
    async insertMany(all) {
      for (let start = 0; start < all.length; start += BATCH)
        await rows.insertMany(all.slice(start, start + BATCH))
    },
    async removeBefore(scope, pollId, rollId) {
      await rows.deleteMany({ ...inScope(scope), pollId, rollId: { $lt: rollId } })
    },
    async removeBuild(ref) {
      await rows.deleteMany(own(ref))
    },
    lines: (ref, { after, limit }) =>
      rows
        .find({ ...own(ref), serial: { $gt: after } }, { projection: linesOnly })
        .sort({ serial: 1 })
        .limit(limit)
        .toArray(),
    linesAt: (ref, serials) =>
      rows
        .find({ ...own(ref), serial: { $in: [...serials] } }, { projection: linesOnly })
        .sort({ serial: 1 })
        .toArray(),
    deskLines: (ref, { after, limit }) =>
      rows
        .find({ ...own(ref), serial: { $gt: after } }, { projection: deskOnly })
        .sort({ serial: 1 })
        .limit(limit)
        .toArray(),
    labelled: (ref, start, limit) =>
      rows
        .find({ ...own(ref), label: { $gte: start, $lt: `${start}\uffff` } }, { projection: deskOnly })
        .sort({ label: 1, serial: 1 })
        .limit(limit)
        .toArray(),
    async votedOn(scope, rollIds, personId) {
      if (rollIds.length === 0) return new Map()
      const found = await rows
        .find(
          { ...inScope(scope), rollId: { $in: [...rollIds] }, personIds: personId },
          { projection: { rollId: 1, voted: 1, voterId: 1 } },
        )
        .toArray()
      const own = new Map<string, { voted: boolean; isVoter: boolean }>()
      for (const { rollId, voted, voterId } of found) {
        const known = own.get(rollId) ?? { voted: true, isVoter: false }
        own.set(rollId, {
          voted: voted && known.voted,
          isVoter: (!voted && voterId === personId) || known.isVoter,
        })
      }
      return own
    },
    async ofPerson(ref, personId) {
      const shared = await rows.find({ ...own(ref), personIds: personId }).toArray()
      const held = await rows.find({ ...own(ref), 'proxy.holderId': personId }).toArray()
      return [...shared, ...held].sort((a, b) => a.serial - b.serial)
    },
    async placesOf(ref, personIds) {
      const found = await rows
        .find(
          { ...own(ref), personIds: { $in: [...personIds] } },
          { projection: { serial: 1, label: 1, personIds: 1 } },
        )
        .toArray()
      return found.sort((a, b) => a.serial - b.serial)
    },
    async ofPoll(scope, pollId) {
      const all = await rows.find({ ...inScope(scope), pollId }).toArray()
      return all.sort((a, b) => a.serial - b.serial)
    },
    countOfPersons: (scope, personIds) =>
      rows.countDocuments({ ...inScope(scope), personIds: { $in: [...personIds] } }),
    async latestOfPersons(scope, personIds, limit) {
      const found = await Promise.all(
        personIds.map((personId) =>
          rows
            .find({ ...inScope(scope), personIds: personId })
            .sort({ _id: -1 })
            .limit(limit)
            .toArray(),
        ),
      )
      return found
        .flat()
        .sort((a, b) => (a._id > b._id ? -1 : 1))
        .slice(0, limit)
    },
    find: (ref, rowId) => rows.findOne({ ...own(ref), _id: rowId }, joining(connection)),
    countWithoutVoter: (ref) =>
      rows.countDocuments({ ...own(ref), ...open, voterId: null, 'personIds.0': { $exists: true } }),
    async nameVoter(ref, rowId, byPersonId, voterId) {
      const { matchedCount } = await rows.updateOne(
        // Who asks in the last second before voting begins never takes a ballot away that was cast in the first.
        {
          ...{ ...own(ref), _id: rowId, ...open, voted: false },
          $and: [{ personIds: byPersonId }, { personIds: voterId }],
        },
        { $set: { voterId } },
      )
      return matchedCount === 1
    },
    async serve(ref, rowIds) {
      const { modifiedCount } = await rows.updateMany(
        { ...own(ref), _id: { $in: [...rowIds] }, ...open },
        { $set: { served: true } },
        joining(connection),
      )
      return modifiedCount
    },
    async setProxy(ref, rowId, proxy) {
      const { modifiedCount } = await rows.updateOne(
        { ...own(ref), _id: rowId, ...open, proxy: null, personIds: { $ne: proxy.holderId } },
        { $set: { proxy } },
        joining(connection),
      )
      return modifiedCount === 1
    },
    async takeProxyBack(ref, rowId, by, mandate) {
      const { holderId, mandateRef } = mandate
      const { modifiedCount } = await rows.updateOne(
        {
          ...{ ...own(ref), _id: rowId, ...open, ...whose(by) },
          ...{ 'proxy.holderId': holderId, 'proxy.mandateRef': mandateRef, via: { $ne: 'proxy' } },
        },
        { $set: { proxy: null }, $push: { takenBack: { $each: [mandate], $slice: -MOST_TAKEN_BACK } } },
        joining(connection),
      )
      return modifiedCount === 1
    },

    async castNamed(ref, rowId, by, cast, { mayChange, clearsDissentOf }) {
      const before = await rows.findOneAndUpdate(
        {
          ...own(ref),
          _id: rowId,
          ...open,
          ...whose(by),
          // Who has voted in person has taken the mandate back by that.
          ...('holderId' in by && { via: { $in: [null, 'proxy'] } }),
          ...(mayChange ? {} : { voted: false }),
          dissentBy: { $in: [null, clearsDissentOf] },
        },
        {
          $set: { voted: true, via: cast.via, answers: cast.answers, dissentBy: null, papers: [] },
          $push: { casts: { $each: [cast], $slice: -MOST_CASTS } },
        },
        { returnDocument: 'before', ...joining(connection) },
      )
      return before && { before }
    },
    addPaper: (ref, rowId, entry) =>
      rows.findOneAndUpdate(
        {
          ...{ ...own(ref), _id: rowId, ...open },
          // One person reads a paper once; where two have read it differently, each may look at it again.
          $or: [{ 'papers.byAccountId': { $ne: entry.byAccountId } }, { 'papers.1': { $exists: true } }],
        },
        { $push: { papers: { $each: [entry], $slice: -MOST_PAPERS } } },
        { returnDocument: 'after', ...joining(connection) },
      ),
    async dissent(ref, rowId, personId) {
      const { modifiedCount } = await rows.updateOne(
        { ...own(ref), _id: rowId, ...open, personIds: personId, voted: true, dissentBy: null },
        { $set: { dissentBy: personId } },
      )
      return modifiedCount === 1
    },

    async takeSecret(ref, rowId, by, via) {
      const { modifiedCount } = await rows.updateOne(
        {
          ...own(ref),
          _id: rowId,
          ...open,
          voted: false,
          ...('voterId' in by ? { voterId: by.voterId } : {}),
        },
        { $set: { voted: true, via } },
        joining(connection),
      )
      return modifiedCount === 1
    },

    async seal(ref, limit) {
      const some = await rows
        .find({ ...own(ref), ...open }, { projection: { _id: 1 } })
        .limit(limit)
        .toArray()
      if (some.length === 0) return 0
      // Row by row guarded: a ballot whose transaction is open on a row comes first, and is sealed with it.
      await rows.updateMany(
        { ...own(ref), _id: { $in: some.map(({ _id }) => _id) }, ...open },
        { $set: { sealed: true } },
      )
      return some.length
    },
    countUnsealed: (ref) => rows.countDocuments({ ...own(ref), ...open }),
    countVoted: (ref) => rows.countDocuments({ ...own(ref), sealed: { $in: [false, true] }, voted: true }),
    countDesk: (ref) =>
      rows.countDocuments({ ...own(ref), sealed: { $in: [false, true] }, voted: true, via: 'desk' }),
    async *sealedRows(ref) {
      let after = 0
      for (;;) {
        const page = await rows
          .find({ ...own(ref), serial: { $gt: after } })
          .sort({ serial: 1 })
          .limit(BATCH)
          .toArray()
        for (const row of page) {
          if (!row.sealed) throw new Error('a roll is counted when every row is sealed')
          yield row
        }
        if (page.length < BATCH) return
        after = page.at(-1)?.serial ?? after
      }
    },
    async *silentRows(ref) {
      let after = 0
      for (;;) {
        const page = await rows
          .find(
            { ...own(ref), ...open, voted: false, serial: { $gt: after } },
            { projection: { serial: 1, personIds: 1, voterId: 1 } },
          )
          .sort({ serial: 1 })
          .limit(REMIND_BATCH)
          .toArray()
        if (page.length > 0) yield page
        if (page.length < REMIND_BATCH) return
        after = page.at(-1)?.serial ?? after
      }
    },
  }
}

/** The last so many casts of a named ballot are kept; who changes more often keeps the newest. */
const MOST_CASTS = 50
/** Mandates of one row that were taken back. */
const MOST_TAKEN_BACK = 20
/** Readings of one paper: two that agree are enough, more mean that somebody has to look at it. */
const MOST_PAPERS = 6
