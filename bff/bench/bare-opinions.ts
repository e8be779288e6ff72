import type { Db, MongoClient } from 'mongodb'
import type { IdempotencyRow } from '../src/http/idempotency-key.model'
import type { OpinionRow } from '../src/modules/opinions/opinion.model'
import type { PersonRow } from '../src/modules/people/person.model'
import type { ResidencyRow } from '../src/modules/people/residency.model'
import type { OutboxEventRow } from '../src/platform/outbox-event.model'
import type { NodeRow } from '../src/modules/space/node.model'
import type { View } from './baseline'
import type { Reader } from './seed'

const DAY_MS = 86_400_000
const LIMIT_WINDOW_MS = 600_000

export interface Submission {
  readonly text: string
  readonly placeId: string
}

/** Submit by hand, with the queries and indexes Linli uses. */
export function createBareOpinions(
  client: MongoClient,
  db: Db,
  samples: {
    readonly opinion: View
    /** The row behind the sample. */
    readonly row: OpinionRow
  },
) {
  const opinions = db.collection<OpinionRow>('opinions')
  const keys = db.collection<IdempotencyRow>('idempotency_keys')
  const events = db.collection<OutboxEventRow>('outbox_events')
  const nodes = db.collection<NodeRow>('nodes')
  const persons = db.collection<PersonRow>('persons')
  const residencies = db.collection<ResidencyRow>('residencies')
  const counters = db.collection<{ _id: string; value: number }>('counters')
  const limits = db.collection<{ key: string; points: number; expire: Date }>('rate_limits')

  const countStep = (key: string, now: Date) =>
    limits.findOneAndUpdate(
      { key, expire: { $gt: now } },
      { $inc: { points: 1 }, $setOnInsert: { expire: new Date(now.getTime() + LIMIT_WINDOW_MS) } },
      { upsert: true, returnDocument: 'after' },
    )

  return {
    async submit(reader: Reader, { text, placeId }: Submission, key: string): Promise<View> {
      const { accountId, personId, communityId } = reader
      const now = new Date()
      await countStep(`bare:${accountId}`, now)
      const keyId = `${accountId} ${key}`
      const id = `opn_${key.padStart(22, '0').slice(-22)}`
      return client.withSession((session) =>
        session.withTransaction(async () => {
          const expiresAt = new Date(now.getTime() + DAY_MS)
          await keys.insertOne({ _id: keyId, bodyHash: '', answer: null, expiresAt }, { session })
          // The number is drawn outside the transaction, or every submission would conflict on its counter.
          const counter = counters.findOneAndUpdate(
            { _id: `bare:${communityId}` },
            { $inc: { value: 1 } },
            { upsert: true, returnDocument: 'after' },
          )
          await nodes.findOne({ _id: placeId, communityId, validTo: null }, { session })
          await persons.find({ communityId, _id: { $in: [personId] } }, { session }).toArray()
          await residencies
            .find({ communityId, personId: { $in: [personId] }, to: null }, { session })
            .sort({ from: 1 })
            .toArray()
          const number = `BN-20260101-${String((await counter)?.value ?? 0).padStart(4, '0')}`
          const author = { authorAccountId: accountId, authorPersonId: personId }
          await opinions.insertOne(
            { ...samples.row, _id: id, number, ...author, text, submittedAt: now },
            { session },
          )
          await events.insertOne(
            {
              ...{ _id: `evt_${key}`, type: 'bench.submitted', aggregateId: id, communityId },
              payload: { urgent: false, version: 1 },
              ...{ occurredAt: now, attempts: 0, availableAt: now, doneBy: [] },
            },
            { session },
          )
          const view = { ...samples.opinion, id, number }
          await keys.updateOne({ _id: keyId }, { $set: { answer: JSON.stringify(view) } }, { session })
          return view
        }),
      )
    },
  }
}
