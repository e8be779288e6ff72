import { randomInt } from 'node:crypto'
import type { SecretEntry } from '@linli/shared/polls/board.tree'
import type { Connection } from 'mongoose'
import type { Collection } from 'mongodb'
import { isDuplicateKey } from '../../platform/mongo-errors'
import type { RawIndexes } from '../../platform/mongo-indexes'
import { joining } from '../../platform/unit-of-work'
import type { PollRow } from './poll.model'

/**
 * One place of a box. All places are made and numbered before voting begins, and a ballot is written into one that is
 * drawn until a free one comes up: every arrangement is as likely as every other, whoever came first. (The next free one
 * after a drawn place would not do: the end of a full stretch was filled late.) In the place there is the ballot, and
 * nothing else: no time, no roll row, and a number that was there before.
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
   * Made before opening, so that no ballot's transaction has to; again it changes nothing.
   * @param most as many as ballots can come: one for each row and question
   */
  open(pollId: string, most: number): Promise<void>
  /**
   * Puts ballots in, inside the caller's unit of work. False when a code was used before.
   * @param most as it was opened for
   * @throws Error when there is no place left, which no roll that was frozen with the poll can bring about
   */
  put(pollId: string, most: number, ballots: readonly DetachedBallot[]): Promise<boolean>
  /** Empties it for counting, sorted by code; only closing may ask, once every row is sealed. */
  sorted(pollId: string, questionId: string): Promise<SecretEntry[]>
  drop(pollId: string): Promise<void>
}

/** As many ballots as can come into the box of a secret poll: one for each row of the roll and question. */
export const mostBallots = ({ roll, frozen }: Pick<PollRow, 'roll' | 'frozen'>): number =>
  (roll?.rows ?? 0) * (frozen?.questions.length ?? 0)

export const boxPrefix = 'poll_box_'
const BATCH = 1000

/** One code is never two ballots: what stops a phone that was given somebody else's (participation §3.4, line 4). */
const oneCodeOnce = {
  name: 'box_ballot_unique',
  key: { ballot: 1 },
  options: { unique: true, sparse: true },
} as const

/** The indexes of the boxes that are there; a backup that was restored has brought their documents alone. */
export async function boxIndexesIn(connection: Connection): Promise<RawIndexes[]> {
  const db = connection.getClient().db(connection.name)
  const boxes = await db.listCollections({ name: new RegExp(`^${boxPrefix}`) }, { nameOnly: true }).toArray()
  return boxes.map(({ name }) => ({ collection: name, indexes: [oneCodeOnce] }))
}

/** Half as many places again as ballots: when everybody has voted, every third place that is drawn is still free. */
const placesFor = (most: number): number => Math.ceil((most * 3) / 2)
/** None of so many drawn places is free once in 10^17 ballots, at the very end of a box that everybody voted in. */
const MOST_DRAWS = 100
const placeId = (at: number): string => `place:${at}`

/** @param draw a whole number from 0 to below the given one, each as likely as any other */
export function createBallotBoxes(
  connection: Connection,
  draw: (below: number) => number = (below) => randomInt(below),
): BallotBoxes {
  const db = () => connection.getClient().db(connection.name)
  const box = (pollId: string): Collection<Place> => db().collection<Place>(`${boxPrefix}${pollId}`)

  /** Writes a ballot into a free place, each as likely as any other. */
  async function fill(places: Collection<Place>, most: number, filled: Omit<Place, '_id'>): Promise<void> {
    const laid = placesFor(most)
    for (let draws = 0; draws < MOST_DRAWS; draws += 1) {
      const { modifiedCount } = await places.updateOne(
        { _id: placeId(draw(laid)), ballot: { $exists: false } },
        { $set: filled },
        joining(connection),
      )
      if (modifiedCount === 1) return
    }
    throw new Error('the box has no place left')
  }

  return {
    async open(pollId, most) {
      const own = box(pollId)
      await own.createIndex(oneCodeOnce.key, { ...oneCodeOnce.options, name: oneCodeOnce.name })
      const laid = placesFor(most)
      for (let from = 0; from < laid; from += BATCH) {
        const places = Array.from({ length: Math.min(BATCH, laid - from) }, (_, at) => ({
          _id: placeId(from + at),
        }))
        try {
          await own.insertMany(places, { ordered: false })
        } catch (error) {
          // An attempt to freeze the same poll that came to nothing, or goes on beside this one, laid them out.
          if (!isDuplicateKey(error)) throw error
        }
      }
    },
    async put(pollId, most, ballots) {
      const places = box(pollId)
      try {
        for (const { questionId, code, choice } of ballots)
          await fill(places, most, { ballot: `${questionId}:${code}`, choice })
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
