import { randomBytes } from 'node:crypto'
import type { SecretEntry } from '@linli/shared/polls/board.tree'
import type { Connection } from 'mongoose'
import type { Collection } from 'mongodb'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { joining } from '../../platform/unit-of-work'

/**
 * One place of a box. All places are made before voting begins, each under a random id, and a ballot is written into
 * one that is drawn: what the storage remembers of their order was settled before the first ballot, and says nothing of
 * who came when. In the place there is the ballot, and nothing else: no time, no number, no roll row.
 */
interface Place {
  _id: string
  /** `<question>:<code>`: unique, so that a code cannot be used twice; absent while the place is free. */
  ballot?: string
  choice?: string
}

/** One ballot of one question. */
export interface DetachedBallot {
  readonly questionId: string
  readonly code: string
  readonly choice: string
}

/**
 * The box of one secret poll is a collection of its own: at closing what it held has been rewritten in the order of
 * codes, and the box is dropped (participation §3.3).
 */
export interface BallotBoxes {
  /**
   * Made before opening, so that no ballot's transaction has to.
   * @param places as many as ballots can come: one for each row and question
   */
  open(pollId: string, places: number): Promise<void>
  /**
   * Puts ballots in, inside the caller's unit of work. False when a code was used before.
   * @throws Error when there is no place left, which no roll that was frozen with the poll can bring about
   */
  put(pollId: string, ballots: readonly DetachedBallot[]): Promise<boolean>
  /** Empties it for counting, sorted by code; only closing may ask, once every row is sealed. */
  sorted(pollId: string, questionId: string): Promise<SecretEntry[]>
  drop(pollId: string): Promise<void>
}

export const boxPrefix = 'poll_box_'
const BATCH = 1000

/** 64 bits: where a place stands, and where the search for a free one begins. */
const drawn = (): string => randomBytes(8).toString('hex')

export function createBallotBoxes(connection: Connection): BallotBoxes {
  const db = () => connection.getClient().db(connection.name)
  const box = (pollId: string): Collection<Place> => db().collection<Place>(`${boxPrefix}${pollId}`)

  /** Writes a ballot into the first free place from a drawn one on; the last is followed by the first. */
  async function fill(places: Collection<Place>, ballot: string, choice: string): Promise<void> {
    const from = drawn()
    for (const part of [{ $gte: from }, { $lt: from }]) {
      const filled = await places.findOneAndUpdate(
        // A ballot of the release before has a choice and no field of its own for the code: it is no free place.
        { _id: part, choice: { $exists: false } },
        { $set: { ballot, choice } },
        { sort: { _id: 1 }, projection: { _id: 1 }, ...joining(connection) },
      )
      if (filled) return
    }
    throw new Error('the box has no place left')
  }

  return {
    async open(pollId, places) {
      const own = box(pollId)
      await own.createIndex({ ballot: 1 }, { name: 'box_ballot_unique', unique: true, sparse: true })
      // An attempt to freeze the same poll that came to nothing may have left some.
      for (
        let made = await own.countDocuments({ _id: { $regex: /^[0-9a-f]{16}$/ } });
        made < places;
        made += BATCH
      ) {
        const count = Math.min(BATCH, places - made)
        await own.insertMany(Array.from({ length: count }, () => ({ _id: drawn() })))
      }
    },
    async put(pollId, ballots) {
      const places = box(pollId)
      try {
        for (const { questionId, code, choice } of ballots)
          await fill(places, `${questionId}:${code}`, choice)
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async sorted(pollId, questionId) {
      const prefix = `${questionId}:`
      const part = { $gte: prefix, $lt: `${questionId};` }
      const places = box(pollId)
      const filled = await places.find({ ballot: part }).toArray()
      // Until the release before, a ballot was a document under its own code (polls.migrations.ts).
      const former = await places.find({ _id: part }).toArray()
      return [...filled, ...former]
        .map(({ _id, ballot = _id, choice = '' }): SecretEntry => [ballot.slice(prefix.length), choice])
        .sort(([one], [other]) => (one < other ? -1 : 1))
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

const NAMESPACE_NOT_FOUND = 26
