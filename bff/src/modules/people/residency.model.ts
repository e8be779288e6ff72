import type { EndReason } from '@linli/shared/people/people.kinds'
import type { Share } from '@linli/shared/people/shares.rules'
import type { relationKinds } from '@linli/shared/session/relations'
import { Schema, type Connection, type Model } from 'mongoose'

export type Relation = (typeof relationKinds)[number]

/** A tag as audiences ask for it. `until` null: does not run out. */
export interface ResidencyTag {
  code: string
  until: Date | null
}

/**
 * One person in one room. Everything an audience asks about is copied here (place, day of birth, tags,
 * account), so that counting an audience is one indexed aggregation and never a join.
 */
export interface ResidencyRow {
  _id: string
  communityId: string
  personId: string
  roomId: string
  buildingId: string
  /** Every node the room lies in, from the community down, the grid and the room itself included. */
  path: string[]
  /** `锦和苑 3 号楼 2 单元 501` */
  roomLabel: string
  /** `锦和苑 3 号楼` */
  buildingLabel: string
  relation: Relation
  /** An owner's part; null is not stated, which is joint ownership. Null for everybody else. */
  share: Share | null
  /** False for an owner who lets the room or leaves it empty. */
  livesIn: boolean
  /** Copied from the person; age is computed from it at the moment of asking, so it is never a day stale. */
  birthDate: string | null
  tags: ResidencyTag[]
  /** The account that can be told in the app right now; null without one, or after consent was withdrawn. */
  accountId: string | null
  /** That account also takes WeChat messages. */
  wechat: boolean
  /** That account has left personalised push on. */
  personalisedPush: boolean
  from: Date
  to: Date | null
  endReason: EndReason | null
}

const shareSchema = new Schema<Share>(
  { n: { type: Number, required: true }, d: { type: Number, required: true } },
  { _id: false, strict: 'throw' },
)

const residencySchema = new Schema<ResidencyRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    personId: { type: String, required: true },
    roomId: { type: String, required: true },
    buildingId: { type: String, required: true },
    path: { type: [String], required: true },
    roomLabel: { type: String, required: true },
    buildingLabel: { type: String, required: true },
    relation: { type: String, required: true },
    share: { type: shareSchema, default: null },
    livesIn: { type: Boolean, default: true },
    birthDate: { type: String, default: null },
    tags: {
      type: [
        new Schema<ResidencyTag>(
          { code: { type: String, required: true }, until: { type: Date, default: null } },
          { _id: false, strict: 'throw' },
        ),
      ],
      default: [],
    },
    accountId: { type: String, default: null },
    wechat: { type: Boolean, required: true },
    personalisedPush: { type: Boolean, required: true },
    from: { type: Date, required: true },
    to: { type: Date, default: null },
    endReason: { type: String, default: null },
  },
  { collection: 'residencies', strict: 'throw', autoIndex: false, versionKey: false },
)
residencySchema.index({ communityId: 1, to: 1, path: 1, roomId: 1 }, { name: 'residency_path' })
residencySchema.index({ communityId: 1, to: 1, roomId: 1 }, { name: 'residency_room' })
// Asked at nearly every request of a resident: where the person is at home, the oldest home first.
residencySchema.index({ communityId: 1, personId: 1, to: 1, from: 1 }, { name: 'residency_person' })
residencySchema.index(
  { communityId: 1, personId: 1, roomId: 1 },
  { name: 'residency_person_room_unique', unique: true, partialFilterExpression: { to: null } },
)
// All that ever was between a room and its people.
residencySchema.index({ communityId: 1, roomId: 1, from: 1, _id: 1 }, { name: 'residency_room_history' })

export const residencyModel = (connection: Connection): Model<ResidencyRow> =>
  connection.models.Residency ?? connection.model<ResidencyRow>('Residency', residencySchema)
