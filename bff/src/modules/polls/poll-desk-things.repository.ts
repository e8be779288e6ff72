import type { Connection } from 'mongoose'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import {
  pollBoardModel,
  pollMandateModel,
  pollPaperModel,
  type PollMandateRow,
  type PollPaperRow,
} from './poll-board.model'

/** Papers, mandates and boards of polls. */
export interface PollThings {
  addPapers(rows: readonly PollPaperRow[]): Promise<void>
  papers(scope: Scope, pollId: string): Promise<PollPaperRow[]>
  /** Voids the papers of these numbers that were not entered, inside the caller's transaction; says how many it were. */
  voidPapers(scope: Scope, pollId: string, from: number, to: number): Promise<number>
  /**
   * Marks a paper as entered, once; a voided one only as spoiled. Answers the paper with its code, which is forgotten in
   * the same write: from then on nothing leads from its number to a ballot on the board.
   */
  enterPaper(scope: Scope, pollId: string, serial: number, spoiled: boolean): Promise<PollPaperRow | null>
  countEntered(scope: Scope, pollId: string): Promise<number>
  countSpoiled(scope: Scope, pollId: string): Promise<number>
  /** Takes one of `cap` places of a holder, inside the caller's transaction; false when this place is taken. */
  takeMandate(row: PollMandateRow): Promise<boolean>
  /** The mandate of a row takes no place any more. Joins the unit of work. */
  freeMandate(scope: Scope, pollId: string, rowId: string): Promise<void>
  mandatesOf(scope: Scope, pollId: string, holderId: string, cap: number): Promise<string[]>
  /** Mandates were for rows of a roll that is no more. Joins the unit of work. */
  dropMandates(scope: Scope, pollId: string): Promise<void>
  /** Inside the unit of work that counts the poll: the board of whoever counted it, and no other. */
  putBoard(scope: Scope, pollId: string, root: string, json: Buffer): Promise<void>
  board(scope: Scope, pollId: string): Promise<Buffer | null>
}

export const mandateId = (pollId: string, holderId: string, place: number): string =>
  `${pollId}:${holderId}:${place}`

export function createPollThings(connection: Connection): PollThings {
  const papers = rowsOf(pollPaperModel(connection))
  const mandates = rowsOf(pollMandateModel(connection))
  const boards = rowsOf(pollBoardModel(connection))
  return {
    async addPapers(rows) {
      await papers.insertMany([...rows], joining(connection))
    },
    papers: (scope, pollId) =>
      papers
        .find({ ...inScope(scope), pollId })
        .sort({ serial: 1 })
        .toArray(),
    async voidPapers(scope, pollId, from, to) {
      const { modifiedCount } = await papers.updateMany(
        {
          ...inScope(scope),
          pollId,
          serial: { $gte: from, $lte: to },
          entered: false,
          voided: { $ne: true },
        },
        { $set: { voided: true } },
        joining(connection),
      )
      return modifiedCount
    },
    enterPaper: (scope, pollId, serial, spoiled) =>
      papers.findOneAndUpdate(
        {
          ...inScope(scope),
          ...{ pollId, serial, entered: false },
          ...(spoiled ? {} : { voided: { $ne: true } }),
        },
        { $set: { entered: true, spoiled, code: '' } },
        { returnDocument: 'before', ...joining(connection) },
      ),
    countEntered: (scope, pollId) =>
      papers.countDocuments({ ...inScope(scope), pollId, entered: true }, joining(connection)),
    countSpoiled: (scope, pollId) =>
      papers.countDocuments({ ...inScope(scope), pollId, spoiled: true }, joining(connection)),
    async takeMandate(row) {
      try {
        await mandates.insertOne(row, joining(connection))
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async freeMandate(scope, pollId, rowId) {
      await mandates.deleteMany({ ...inScope(scope), pollId, rowId }, joining(connection))
    },
    async mandatesOf(scope, pollId, holderId, cap) {
      const ids = Array.from({ length: cap }, (_, place) => mandateId(pollId, holderId, place))
      const rows = await mandates.find({ ...inScope(scope), pollId, _id: { $in: ids } }).toArray()
      return rows.map(({ _id }) => _id)
    },
    async dropMandates(scope, pollId) {
      await mandates.deleteMany({ ...inScope(scope), pollId }, joining(connection))
    },
    async putBoard(scope, pollId, root, json) {
      const [communityId = ''] = scope.communityIds
      await boards.replaceOne(
        { ...inScope(scope), _id: pollId },
        { communityId, root, json },
        { upsert: true, ...joining(connection) },
      )
    },
    async board(scope, pollId) {
      const row = await boards.findOne({ ...inScope(scope), _id: pollId }, { promoteBuffers: true })
      return row?.json ?? null
    },
  }
}
