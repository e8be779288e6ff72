import { type Connection, type Model, Schema } from 'mongoose'

/** In which communities an account has ever written: its own list is read by them, never across the deployment. */
export interface OpinionAuthorRow {
  /** The account. */
  _id: string
  communityIds: string[]
}

const authorSchema = new Schema<OpinionAuthorRow>(
  { _id: { type: String, required: true }, communityIds: { type: [String], required: true } },
  { collection: 'opinion_authors', strict: 'throw', autoIndex: false, versionKey: false },
)

export const opinionAuthorModel = (connection: Connection): Model<OpinionAuthorRow> =>
  connection.models.OpinionAuthor ?? connection.model<OpinionAuthorRow>('OpinionAuthor', authorSchema)
