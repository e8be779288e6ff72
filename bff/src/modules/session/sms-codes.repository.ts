import type { Connection } from 'mongoose'
import { datedRows } from '../../platform/dated-rows'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { smsCodeModel, type SmsCodeRow } from './sms-code.model'

export interface NewCode {
  readonly phoneIndex: string
  readonly codeHash: string
  readonly now: Date
  readonly expiresAt: Date
  readonly attempts: number
  /** A code sent after this instant forbids another. */
  readonly resendBefore: Date
  readonly day: string
  readonly perDay: number
}

export interface SmsCodesRepository {
  /** Stores a new code if the number may have one now; one winner whatever arrives at once. */
  issue(code: NewCode): Promise<boolean>
  find(phoneIndex: string): Promise<SmsCodeRow | null>
  /** Gives back the wait and the count of a code that could not be sent. */
  takeBack(phoneIndex: string, codeHash: string): Promise<void>
  /** Spends one attempt; null when there is no code left to try. */
  spendAttempt(phoneIndex: string, now: Date): Promise<SmsCodeRow | null>
  /** Uses the code up; false when somebody was faster. */
  consume(phoneIndex: string, codeHash: string): Promise<boolean>
  sweep(sentBefore: Date): Promise<number>
  /** When the oldest one was sent. */
  oldest(): Promise<Date | null>
  countBefore(instant: Date): Promise<number>
}

/** Codes by number: a collection of the deployment itself. */
export function createSmsCodesRepository(connection: Connection): SmsCodesRepository {
  const codes = smsCodeModel(connection)
  const longAgo = new Date(0)
  const dated = datedRows(codes, 'sentAt')
  return {
    async issue({ phoneIndex, codeHash, now, expiresAt, attempts, resendBefore, day, perDay }) {
      const set = { codeHash, expiresAt, attemptsLeft: attempts, sentAt: now }
      const sameDay = await codes.updateOne(
        { _id: phoneIndex, day, sentAt: { $lte: resendBefore }, sentToday: { $lt: perDay } },
        { $set: set, $inc: { sentToday: 1 } },
      )
      if (sameDay.matchedCount === 1) return true
      try {
        const other = await codes.updateOne(
          { _id: phoneIndex, day: { $ne: day }, sentAt: { $lte: resendBefore } },
          { $set: { ...set, day, sentToday: 1 } },
          { upsert: true },
        )
        return other.matchedCount + other.upsertedCount === 1
      } catch (error) {
        // The row is there and did not fit: too soon, or too many today.
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    find: (phoneIndex) => codes.findOne({ _id: phoneIndex }).lean<SmsCodeRow>(),
    async takeBack(phoneIndex, codeHash) {
      await codes.updateOne(
        { _id: phoneIndex, codeHash },
        { $set: { sentAt: longAgo, codeHash: null }, $inc: { sentToday: -1 } },
      )
    },
    spendAttempt: (phoneIndex, now) =>
      codes
        .findOneAndUpdate(
          { _id: phoneIndex, codeHash: { $ne: null }, expiresAt: { $gt: now }, attemptsLeft: { $gt: 0 } },
          { $inc: { attemptsLeft: -1 } },
          { returnDocument: 'after' },
        )
        .lean<SmsCodeRow>(),
    async consume(phoneIndex, codeHash) {
      const { modifiedCount } = await codes.updateOne(
        { _id: phoneIndex, codeHash },
        { $set: { codeHash: null } },
      )
      return modifiedCount === 1
    },
    async sweep(sentBefore) {
      const { deletedCount } = await codes.deleteMany({ sentAt: { $lt: sentBefore } })
      return deletedCount
    },
    oldest: () => dated.oldest(),
    countBefore: (instant) => dated.countBefore(instant),
  }
}
