import { Schema, type Connection, type Model } from 'mongoose'

/** An account that goes: what is done, so that a process that dies leaves the rest to the next. */
export interface AccountDeletionRow {
  _id: string
  accountId: string
  /** The records it was bound to; the link is kept as proof until the time of the closed account is over. */
  persons: { communityId: string; personId: string }[]
  requestedAt: Date
  /** Steps whose effect is there. */
  done: string[]
  /** Absent while steps are left. */
  finishedAt: Date | null
}

const accountDeletionSchema = new Schema<AccountDeletionRow>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    persons: {
      type: [
        new Schema<AccountDeletionRow['persons'][number]>(
          { communityId: { type: String, required: true }, personId: { type: String, required: true } },
          { _id: false, strict: 'throw' },
        ),
      ],
      required: true,
    },
    requestedAt: { type: Date, required: true },
    done: { type: [String], required: true },
    finishedAt: { type: Date, default: null },
  },
  { collection: 'account_deletions', strict: 'throw', autoIndex: false, versionKey: false },
)
accountDeletionSchema.index({ accountId: 1 }, { name: 'deletion_account_unique', unique: true })
accountDeletionSchema.index(
  { requestedAt: 1 },
  { name: 'deletion_open', partialFilterExpression: { finishedAt: null } },
)

export const accountDeletionModel = (connection: Connection): Model<AccountDeletionRow> =>
  connection.models.AccountDeletion ??
  connection.model<AccountDeletionRow>('AccountDeletion', accountDeletionSchema)
