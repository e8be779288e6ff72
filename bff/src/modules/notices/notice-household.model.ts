import { householdStates, type HouseholdState } from '@linli/shared/notices/household.machine'
import { Schema, type Connection, type Model } from 'mongoose'

export type VisitOutcome = 'told' | 'nobody-home'

/** A household as it was addressed when the notice appeared; who moves in later does not change the figures. */
export interface NoticeHouseholdRow {
  _id: string
  communityId: string
  noticeId: string
  roomId: string
  buildingId: string
  buildingLabel: string
  label: string
  /** Label with its numbers padded, so that 3 号楼 comes before 12 号楼; ends in the room's id. */
  sortKey: string
  path: string[]
  persons: number
  hasAccount: boolean
  aged80: boolean
  state: HouseholdState
  /** Persons of the household who opened it, and of those who confirmed: sets, so that a repeat counts once. */
  readBy: string[]
  confirmedBy: string[]
  lastVisit: { at: Date; outcome: VisitOutcome; byId: string; byName: string } | null
}

const noticeHouseholdSchema = new Schema<NoticeHouseholdRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    noticeId: { type: String, required: true },
    roomId: { type: String, required: true },
    buildingId: { type: String, required: true },
    buildingLabel: { type: String, required: true },
    label: { type: String, required: true },
    sortKey: { type: String, required: true },
    path: { type: [String], required: true },
    persons: { type: Number, required: true },
    hasAccount: { type: Boolean, required: true },
    aged80: { type: Boolean, required: true },
    state: { type: String, required: true, enum: householdStates },
    readBy: { type: [String], default: [] },
    confirmedBy: { type: [String], default: [] },
    lastVisit: {
      type: new Schema<NonNullable<NoticeHouseholdRow['lastVisit']>>(
        { at: Date, outcome: String, byId: String, byName: String },
        { _id: false, strict: 'throw' },
      ),
      default: null,
    },
  },
  { collection: 'notice_households', strict: 'throw', autoIndex: false, versionKey: false },
)
noticeHouseholdSchema.index(
  { communityId: 1, noticeId: 1, roomId: 1 },
  { name: 'notice_household_unique', unique: true },
)
// Those of 80 and over first: whoever plans visits begins with them.
noticeHouseholdSchema.index(
  { communityId: 1, noticeId: 1, aged80: -1, sortKey: 1 },
  { name: 'notice_household_order' },
)

export const noticeHouseholdModel = (connection: Connection): Model<NoticeHouseholdRow> =>
  connection.models.NoticeHousehold ??
  connection.model<NoticeHouseholdRow>('NoticeHousehold', noticeHouseholdSchema)
