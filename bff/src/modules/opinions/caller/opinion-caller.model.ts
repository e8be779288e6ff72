import type { CaseChannel } from '@linli/shared/opinions/caller.kinds'
import { Schema, type Connection, type Model } from 'mongoose'

/** Somebody without an account whose words staff wrote down, and what that person follows the case by. */
export interface OpinionCallerRow {
  /** The number of the case, unique in the whole deployment: what is typed leads here and nowhere else. */
  _id: string
  communityId: string
  opinionId: string
  channel: CaseChannel
  /** Sealed; null when the person did not want to say. */
  name: string | null
  phone: string | null
  /** A keyed fingerprint of number and code. */
  codeHash: string
  /** How long the code is; absent with the eight digits that were given until the longer ones came. */
  codeDigits?: number
  /** The number the code was given with, where this is a part of that case and has no code of its own yet. */
  codeOf?: string
  /** When the case ended, while there is a name or a phone that goes some time after. */
  endedAt?: Date
}

const callerSchema = new Schema<OpinionCallerRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    opinionId: { type: String, required: true },
    channel: { type: String, required: true },
    name: { type: String, default: null },
    phone: { type: String, default: null },
    codeHash: { type: String, required: true },
    codeDigits: Number,
    codeOf: String,
    endedAt: Date,
  },
  { collection: 'opinion_callers', strict: 'throw', autoIndex: false, versionKey: false },
)
callerSchema.index({ communityId: 1, opinionId: 1 }, { name: 'opinion_caller_case_unique', unique: true })
// Only those whose name and phone have an end.
callerSchema.index({ endedAt: 1 }, { name: 'opinion_caller_ended', sparse: true })

export const opinionCallerModel = (connection: Connection): Model<OpinionCallerRow> =>
  connection.models.OpinionCaller ?? connection.model<OpinionCallerRow>('OpinionCaller', callerSchema)
