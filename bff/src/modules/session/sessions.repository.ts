import type { Connection } from 'mongoose'
import { datedRows, type DatedRows } from '../../platform/dated-rows'
import { rowsOf } from '../../platform/mongo'
import { joining } from '../../platform/unit-of-work'
import {
  refreshTokenModel,
  sessionModel,
  type RefreshTokenRow,
  type SessionEnd,
  type SessionRow,
} from './session.model'

export interface SessionsRepository {
  insert(row: SessionRow): Promise<void>
  /** The session while it lives. */
  findLive(sessionId: string, now: Date): Promise<SessionRow | null>
  /** {@link SessionsRepository.findLive} for many at once, in any order. */
  findLiveAmong(sessionIds: readonly string[], now: Date): Promise<SessionRow[]>
  /** Ends one session; false when it had ended before. */
  end(sessionId: string, reason: SessionEnd, now: Date): Promise<boolean>
  /** Ends all sessions of an account and answers their ids. */
  endAll(accountId: string, reason: SessionEnd, now: Date): Promise<string[]>
  endedSince(since: Date): Promise<string[]>
  /** When the second factor was last proven in the session. */
  stepUpAt(sessionId: string): Promise<Date | null>
  setStepUpAt(sessionId: string, at: Date): Promise<void>
  prolong(sessionId: string, expiresAt: Date): Promise<void>

  insertToken(row: RefreshTokenRow): Promise<void>
  findToken(hash: string): Promise<RefreshTokenRow | null>
  /** Uses a token that was not used: the one write that decides between several who try at once. */
  useToken(hash: string, use: { usedAt: Date; attempt: string | null; successor: string }): Promise<boolean>
  /** Marks tokens of the session that were issued before `issuedAt` and never used as used. */
  supersede(sessionId: string, issuedAt: Date, usedAt: Date): Promise<void>
  removeTokensOf(sessionIds: readonly string[]): Promise<void>
  /** Removes what expired before `before`; answers how many sessions. */
  sweep(before: Date): Promise<number>
  /** Sessions by when they run out. */
  readonly byEnd: DatedRows
}

/** Sessions and refresh tokens: collections of the deployment itself. */
export function createSessionsRepository(connection: Connection): SessionsRepository {
  const sessions = sessionModel(connection)
  const rows = rowsOf(sessions)
  const tokens = refreshTokenModel(connection)
  return {
    async insert(row) {
      await sessions.create([row])
    },
    findLive: (sessionId, now) =>
      rows.findOne({ _id: sessionId, endedAt: null, expiresAt: { $gt: now } }, joining(connection)),
    findLiveAmong: (sessionIds, now) =>
      rows.find({ _id: { $in: [...sessionIds] }, endedAt: null, expiresAt: { $gt: now } }).toArray(),
    async end(sessionId, reason, now) {
      const { modifiedCount } = await sessions.updateOne(
        { _id: sessionId, endedAt: null },
        { $set: { endedAt: now, endReason: reason } },
      )
      return modifiedCount === 1
    },
    async endAll(accountId, reason, now) {
      const live = await sessions
        .find({ accountId, endedAt: null }, { _id: 1 })
        .lean<Pick<SessionRow, '_id'>[]>()
      await sessions.updateMany({ accountId, endedAt: null }, { $set: { endedAt: now, endReason: reason } })
      return live.map((row) => row._id)
    },
    async endedSince(since) {
      const rows = await sessions
        // Its type is named because only then may the partial index answer.
        .find({ endedAt: { $gt: since, $type: 'date' } }, { _id: 1 })
        .lean<Pick<SessionRow, '_id'>[]>()
      return rows.map((row) => row._id)
    },
    async stepUpAt(sessionId) {
      const row = await sessions
        .findOne({ _id: sessionId, endedAt: null }, { stepUpAt: 1 })
        .lean<Pick<SessionRow, 'stepUpAt'>>()
      return row?.stepUpAt ?? null
    },
    async setStepUpAt(sessionId, at) {
      await sessions.updateOne({ _id: sessionId, endedAt: null }, { $set: { stepUpAt: at } })
    },
    async prolong(sessionId, expiresAt) {
      await sessions.updateOne({ _id: sessionId }, { $set: { expiresAt } })
    },

    async insertToken(row) {
      await tokens.create([row])
    },
    findToken: (hash) => tokens.findOne({ _id: hash }).lean<RefreshTokenRow>(),
    async useToken(hash, use) {
      const { modifiedCount } = await tokens.updateOne({ _id: hash, usedAt: null }, { $set: use })
      return modifiedCount === 1
    },
    async supersede(sessionId, issuedAt, usedAt) {
      await tokens.updateMany({ sessionId, issuedAt: { $lt: issuedAt }, usedAt: null }, { $set: { usedAt } })
    },
    async removeTokensOf(sessionIds) {
      await tokens.deleteMany({ sessionId: { $in: [...sessionIds] } })
    },
    async sweep(before) {
      await tokens.deleteMany({ expiresAt: { $lt: before } })
      const { deletedCount } = await sessions.deleteMany({ expiresAt: { $lt: before } })
      return deletedCount
    },
    byEnd: datedRows(sessions, 'expiresAt'),
  }
}
