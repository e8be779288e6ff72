import { Schema, type Connection, type Model } from 'mongoose'

/**
 * One row of a roll that was reminded because it had not voted by then. It holds no time, no name and no account; the
 * desk cannot open it before closing.
 */
export interface PollReminderRow {
  /** `<poll>:<serial>` */
  _id: string
  communityId: string
  pollId: string
  serial: number
  /** Somebody of the row has an account; the others could not be told. */
  reached: boolean
}

const reminderSchema = new Schema<PollReminderRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    pollId: { type: String, required: true },
    serial: { type: Number, required: true },
    reached: { type: Boolean, required: true },
  },
  { collection: 'poll_reminders', strict: 'throw', autoIndex: false, versionKey: false },
)
reminderSchema.index({ communityId: 1, pollId: 1, serial: 1 }, { name: 'poll_reminder_serial' })
reminderSchema.index({ communityId: 1, pollId: 1, reached: 1 }, { name: 'poll_reminder_reached' })

export const pollReminderModel = (connection: Connection): Model<PollReminderRow> =>
  connection.models.PollReminder ?? connection.model<PollReminderRow>('PollReminder', reminderSchema)
