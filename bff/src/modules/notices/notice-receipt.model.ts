import { Schema, type Connection, type Model } from 'mongoose'

/** That one person opened a notice, and perhaps confirmed it. */
export interface NoticeReceiptRow {
  _id: string
  communityId: string
  noticeId: string
  personId: string
  accountId: string
  /** The person's rooms at that moment, and those of them in which the person is an adult. */
  roomIds: string[]
  adultRoomIds: string[]
  readAt: Date
  confirmedAt: Date | null
  /** Since when it waits to be entered into the household rows; absent when that is done. */
  pendingSince?: Date
}

const noticeReceiptSchema = new Schema<NoticeReceiptRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    noticeId: { type: String, required: true },
    personId: { type: String, required: true },
    accountId: { type: String, required: true },
    roomIds: { type: [String], required: true },
    adultRoomIds: { type: [String], required: true },
    readAt: { type: Date, required: true },
    confirmedAt: { type: Date, default: null },
    pendingSince: Date,
  },
  { collection: 'notice_receipts', strict: 'throw', autoIndex: false, versionKey: false },
)
noticeReceiptSchema.index(
  { communityId: 1, noticeId: 1, personId: 1 },
  { name: 'notice_receipt_unique', unique: true },
)
// "My data" and the list of what a person has read.
noticeReceiptSchema.index({ communityId: 1, personId: 1, noticeId: 1 }, { name: 'notice_receipt_person' })
// What a dying process left half done; sparse, and empty nearly always.
noticeReceiptSchema.index({ pendingSince: 1 }, { name: 'notice_receipt_pending', sparse: true })

export const noticeReceiptModel = (connection: Connection): Model<NoticeReceiptRow> =>
  connection.models.NoticeReceipt ?? connection.model<NoticeReceiptRow>('NoticeReceipt', noticeReceiptSchema)
