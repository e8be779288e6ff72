import { Schema, type Connection, type Model } from 'mongoose'
import { isDuplicateKey } from '../../platform/mongo-errors'

/** A status that another system has pushed, so that it counts once. */
interface PushRow {
  /** Key and the sender's own id together: of several at once one is written. */
  _id: string
  communityId: string
  expiresAt: Date
}

const pushSchema = new Schema<PushRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'open311_pushes', strict: 'throw', autoIndex: false, versionKey: false },
)
pushSchema.index({ expiresAt: 1 }, { name: 'open311_push_expiry', expireAfterSeconds: 3600 })
// A community that is joined to another takes its rows along.
pushSchema.index({ communityId: 1 }, { name: 'open311_push_community' })

const pushModel = (connection: Connection): Model<PushRow> =>
  connection.models.Open311Push ?? connection.model<PushRow>('Open311Push', pushSchema)

/** A signature older than ten minutes is refused anyway; the rest is for senders that repeat themselves much later. */
const KEPT_MS = 90 * 86_400_000

export interface Pushes {
  /** Call it inside `uow.run` beside what the push does. Of several at once one succeeds, the others throw. */
  remember(push: { keyId: string; id: string; communityId: string }, now: Date): Promise<void>
  /** It has been taken before. */
  isKnown(error: unknown): boolean
}

export function createPushes(connection: Connection): Pushes {
  const pushes = pushModel(connection)
  return {
    async remember({ keyId, id, communityId }, now) {
      const expiresAt = new Date(now.getTime() + KEPT_MS)
      await pushes.insertMany([{ _id: `${keyId}.${id}`, communityId, expiresAt }], { lean: true })
    },
    isKnown: (error) => isDuplicateKey(error),
  }
}
