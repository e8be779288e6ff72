import { Schema, type Connection, type Model } from 'mongoose'

/**
 * The turnstile of one room: every change of who belongs to it counts it up. Rules that look at several relations
 * together (shares of one room, the same name twice) hold under concurrency because two changes of one room meet
 * here, and only one of them passes with the version it read.
 */
export interface RoomRollRow {
  /** The room. */
  _id: string
  communityId: string
  version: number
}

const roomRollSchema = new Schema<RoomRollRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    version: { type: Number, required: true },
  },
  { collection: 'room_rolls', strict: 'throw', autoIndex: false, versionKey: false },
)
roomRollSchema.index({ communityId: 1, _id: 1 }, { name: 'room_roll_community' })

export const roomRollModel = (connection: Connection): Model<RoomRollRow> =>
  connection.models.RoomRoll ?? connection.model<RoomRollRow>('RoomRoll', roomRollSchema)
