import type { Connection } from 'mongoose'
import { factCheckModel, type FactCheckRow } from './fact-check.model'

export interface FactChecksRepository {
  /** A new ticket for the account; attempts begin anew only on another day. Answers how many are left. */
  issue(row: FactCheckRow): Promise<number>
  /** Takes one attempt, or null when there is no ticket or no attempt left: spent before anything is compared. */
  spendAttempt(ticketHash: string, now: Date): Promise<FactCheckRow | null>
  /** The account of a ticket that still counts, attempts or not. */
  find(ticketHash: string, now: Date): Promise<FactCheckRow | null>
  /** Uses the ticket up; false when another was first. */
  remove(ticketHash: string): Promise<boolean>
  sweep(before: Date): Promise<number>
}

/** Who is being asked who they are: a collection of the deployment itself. */
export function createFactChecksRepository(connection: Connection): FactChecksRepository {
  const checks = factCheckModel(connection)
  return {
    async issue({ _id, ticketHash, expiresAt, day, attemptsLeft }) {
      const again = await checks
        .findOneAndUpdate({ _id, day }, { $set: { ticketHash, expiresAt } }, { returnDocument: 'after' })
        .lean<FactCheckRow>()
      if (again) return again.attemptsLeft
      await checks.updateOne(
        { _id },
        { $set: { ticketHash, expiresAt, day, attemptsLeft } },
        { upsert: true },
      )
      return attemptsLeft
    },
    spendAttempt: (ticketHash, now) =>
      checks
        .findOneAndUpdate(
          { ticketHash, expiresAt: { $gt: now }, attemptsLeft: { $gt: 0 } },
          { $inc: { attemptsLeft: -1 } },
          { returnDocument: 'after' },
        )
        .lean<FactCheckRow>(),
    find: (ticketHash, now) => checks.findOne({ ticketHash, expiresAt: { $gt: now } }).lean<FactCheckRow>(),
    async remove(ticketHash) {
      const { deletedCount } = await checks.deleteOne({ ticketHash })
      return deletedCount === 1
    },
    async sweep(before) {
      const { deletedCount } = await checks.deleteMany({ expiresAt: { $lt: before } })
      return deletedCount
    },
  }
}
