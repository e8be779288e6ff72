import type { SecretEntry } from '@linli/shared/polls/board.tree'
import type { Connection } from 'mongoose'
import type { Collection } from 'mongodb'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { joining } from '../../platform/unit-of-work'

/**
 * A secret ballot while the poll is open. The id is the question and the voter's own random code, so that a code
 * cannot be used twice; beyond it there is the choice, and nothing else: no time, no number, no roll row.
 */
interface BoxedBallot {
  /** `<question>:<code>` */
  _id: string
  choice: string
}

/** One ballot of one question. */
export interface DetachedBallot {
  readonly questionId: string
  readonly code: string
  readonly choice: string
}

/**
 * The box of one secret poll is a collection of its own: at closing what it held has been rewritten in the order of
 * codes, and the box with whatever order its storage remembered is dropped (participation §3.3).
 */
export interface BallotBoxes {
  /** Made before opening, so that no ballot's transaction has to. */
  open(pollId: string): Promise<void>
  /** Puts ballots in, inside the caller's unit of work. False when a code was used before. */
  put(pollId: string, ballots: readonly DetachedBallot[]): Promise<boolean>
  /** Empties it for counting, sorted by code; only closing may ask, once every row is sealed. */
  sorted(pollId: string, questionId: string): Promise<SecretEntry[]>
  drop(pollId: string): Promise<void>
}

export const boxPrefix = 'poll_box_'

export function createBallotBoxes(connection: Connection): BallotBoxes {
  const db = () => connection.getClient().db(connection.name)
  const box = (pollId: string): Collection<BoxedBallot> =>
    db().collection<BoxedBallot>(`${boxPrefix}${pollId}`)
  return {
    async open(pollId) {
      await db()
        .createCollection(`${boxPrefix}${pollId}`)
        .catch((error: unknown) => {
          // Another attempt to freeze the same poll came first.
          if ((error as { code?: unknown }).code !== NAMESPACE_EXISTS) throw error
        })
    },
    async put(pollId, ballots) {
      try {
        await box(pollId).insertMany(
          ballots.map(({ questionId, code, choice }) => ({ _id: `${questionId}:${code}`, choice })),
          joining(connection),
        )
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async sorted(pollId, questionId) {
      const prefix = `${questionId}:`
      const ballots = await box(pollId)
        .find({ _id: { $gte: prefix, $lt: `${questionId};` } })
        .sort({ _id: 1 })
        .toArray()
      return ballots.map(({ _id, choice }) => [_id.slice(prefix.length), choice])
    },
    async drop(pollId) {
      await box(pollId)
        .drop()
        .catch((error: unknown) => {
          if ((error as { code?: unknown }).code !== NAMESPACE_NOT_FOUND) throw error
        })
    },
  }
}

const NAMESPACE_EXISTS = 48
const NAMESPACE_NOT_FOUND = 26
