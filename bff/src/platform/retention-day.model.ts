import { Schema, type Connection, type Model } from 'mongoose'

/** What one rule removed on one day, of one community or (null) of the deployment. Figures only. */
export interface RetentionDayRow {
  /** `<rule>:<day>:<community>` */
  _id: string
  rule: string
  /** Shanghai day. */
  day: string
  communityId: string | null
  removed: number
  /** When the sweep ran last that day; it stands in the deployment's row. */
  lastAt: Date | null
  /** When it failed last that day. */
  failedAt: Date | null
  /** What fell due next when it ran last; in the deployment's row of a rule of the deployment. */
  nextAt: Date | null
  nextCount: number
}

const retentionDaySchema = new Schema<RetentionDayRow>(
  {
    _id: { type: String, required: true },
    rule: { type: String, required: true },
    day: { type: String, required: true },
    communityId: { type: String, default: null },
    removed: { type: Number, required: true },
    lastAt: { type: Date, default: null },
    failedAt: { type: Date, default: null },
    nextAt: { type: Date, default: null },
    nextCount: { type: Number, default: 0 },
  },
  { collection: 'retention_days', strict: 'throw', autoIndex: false, versionKey: false },
)
retentionDaySchema.index({ communityId: 1, day: -1, _id: -1 }, { name: 'retention_day' })

export const retentionDayModel = (connection: Connection): Model<RetentionDayRow> =>
  connection.models.RetentionDay ?? connection.model<RetentionDayRow>('RetentionDay', retentionDaySchema)
