import { Schema, type Connection, type Model } from 'mongoose'

/** That somebody has a case open. One row a person and community: whoever opens another case leaves this one. */
export interface CasePresenceRow {
  /** `<communityId>:<accountId>` */
  _id: string
  communityId: string
  accountId: string
  opinionId: string
  /** `社区工作者 陈立新` */
  label: string
  seenAt: Date
}

const presenceSchema = new Schema<CasePresenceRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    accountId: { type: String, required: true },
    opinionId: { type: String, required: true },
    label: { type: String, required: true },
    seenAt: { type: Date, required: true },
  },
  { collection: 'case_presences', strict: 'throw', autoIndex: false, versionKey: false },
)
presenceSchema.index({ communityId: 1, seenAt: 1 }, { name: 'case_presence_seen' })

export const casePresenceModel = (connection: Connection): Model<CasePresenceRow> =>
  connection.models.CasePresence ?? connection.model<CasePresenceRow>('CasePresence', presenceSchema)
