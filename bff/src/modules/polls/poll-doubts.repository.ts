import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { inScope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import type { RollRef } from './poll-rolls.repository'
import { pollRollModel, type Doubt, type Finding, type PollRollRow } from './poll-roll.model'

export interface DoubtCounts {
  readonly said: number
  /** Of these, rows that wait for an answer. */
  readonly open: number
  readonly upheld: number
}
/** What the desk reads of a row whose record is doubted: no answer. */
export type DoubtedRow = Pick<
  PollRollRow,
  '_id' | 'serial' | 'label' | 'personIds' | 'voted' | 'sealed' | 'via' | 'notMe' | 'formerDoubts'
> & { readonly casts: readonly Omit<PollRollRow['casts'][number], 'answers'>[] }

/** What people of the roll say of the record of their own vote, on its rows. */
export interface PollDoubtsRepository {
  /** Adds it to a row of the person on which nobody waits for an answer; false otherwise. Joins the unit of work. */
  say(ref: RollRef, row: PollRollRow, personId: string, doubt: Doubt): Promise<boolean>
  list(ref: RollRef, limit: number): Promise<DoubtedRow[]>
  find(ref: RollRef, rowId: string): Promise<DoubtedRow | null>
  count(ref: RollRef): Promise<DoubtCounts>
  /** Answers it once; null when it is answered already. Joins the unit of work. */
  answer(ref: RollRef, rowId: string, doubt: Doubt, finding: Finding): Promise<DoubtedRow | null>
  /**
   * The same, and the doubted ballot goes with the mandate it was cast by: in one write, while the row is unsealed and
   * that ballot is the last one, so that no vote of the voter's own is taken away. Joins the unit of work.
   */
  annul(ref: RollRef, row: DoubtedRow, doubt: Doubt, finding: Finding): Promise<DoubtedRow | null>
}

const read = {
  ...{ serial: 1, label: 1, personIds: 1, voted: 1, sealed: 1, via: 1, notMe: 1, formerDoubts: 1 },
  ...{ 'casts.at': 1, 'casts.via': 1, 'casts.byAccountId': 1, 'casts.byPersonId': 1, 'casts.readBy': 1 },
} as const

export function createPollDoubts(connection: Connection): PollDoubtsRepository {
  const rows = rowsOf(pollRollModel(connection))
  const own = ({ scope, rollId }: RollRef) => ({ ...inScope(scope), rollId })
  const both = { sealed: { $in: [false, true] }, voted: { $in: [false, true] } }
  const unanswered = ({ at }: Doubt) => ({ 'notMe.at': at, 'notMe.finding': null })

  return {
    async say(ref, { _id, notMe, formerDoubts = [] }, personId, doubt) {
      const { modifiedCount } = await rows.updateOne(
        {
          ...{ ...own(ref), _id, personIds: personId },
          ...(notMe === null ? { notMe: null } : { 'notMe.at': notMe.at, 'notMe.finding.annulled': true }),
        },
        { $set: { notMe: doubt, ...(notMe !== null && { formerDoubts: [...formerDoubts, notMe] }) } },
        joining(connection),
      )
      return modifiedCount === 1
    },
    list: (ref, limit) =>
      rows
        .find({ ...own(ref), ...both, notMe: { $ne: null } }, { projection: read })
        .sort({ serial: 1 })
        .limit(limit)
        .toArray(),
    find: (ref, rowId) =>
      rows.findOne({ ...own(ref), _id: rowId }, { projection: read, ...joining(connection) }),
    async count(ref) {
      const said = { ...own(ref), ...both, notMe: { $ne: null } }
      return {
        said: await rows.countDocuments(said),
        open: await rows.countDocuments({ ...said, 'notMe.finding': null }),
        upheld: await rows.countDocuments({ ...said, 'notMe.finding.upheld': true }),
      }
    },
    answer: (ref, rowId, doubt, finding) =>
      rows.findOneAndUpdate(
        { ...own(ref), _id: rowId, ...unanswered(doubt) },
        { $set: { 'notMe.finding': finding } },
        { returnDocument: 'after', projection: read, ...joining(connection) },
      ),
    annul: (ref, { _id, casts, via }, doubt, finding) =>
      rows.findOneAndUpdate(
        {
          ...{ ...own(ref), _id, sealed: false, voted: true, ...unanswered(doubt) },
          ...{ casts: { $size: casts.length }, [`casts.${casts.length - 1}.at`]: doubt.cast?.at ?? null },
        },
        {
          $set: {
            ...{ voted: false, via: null, answers: [], papers: [], dissentBy: null },
            ...(via === 'proxy' && { proxy: null }),
            'notMe.finding': finding,
          },
        },
        { returnDocument: 'after', projection: read, ...joining(connection) },
      ),
  }
}
