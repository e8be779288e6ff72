import type { SeenPaper } from '@linli/shared/recovery/recovery.kinds'
import { Schema, type Connection, type Model } from 'mongoose'

/** An account that was moved to a new phone at the counter. */
export interface RecoveryRow {
  _id: string
  communityId: string
  accountId: string
  personId: string
  /** The kind of paper that was seen; its number is not kept. */
  paper: SeenPaper
  by: string
  byName: string
  at: Date
  sessionsEnded: number
  /** The two numbers to tell, sealed (`recovery.old-phone`, `recovery.new-phone`); gone once they were told. */
  oldPhone: string | null
  newPhone: string | null
  toldAt: Date | null
}

const recoverySchema = new Schema<RecoveryRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    accountId: { type: String, required: true },
    personId: { type: String, required: true },
    paper: { type: String, required: true },
    by: { type: String, required: true },
    byName: { type: String, required: true },
    at: { type: Date, required: true },
    sessionsEnded: { type: Number, required: true },
    oldPhone: { type: String, default: null },
    newPhone: { type: String, default: null },
    toldAt: { type: Date, default: null },
  },
  { collection: 'recoveries', strict: 'throw', autoIndex: false, versionKey: false },
)
recoverySchema.index({ communityId: 1, at: -1, _id: -1 }, { name: 'recovery_list' })
recoverySchema.index({ accountId: 1 }, { name: 'recovery_account' })

export const recoveryModel = (connection: Connection): Model<RecoveryRow> =>
  connection.models.Recovery ?? connection.model<RecoveryRow>('Recovery', recoverySchema)
