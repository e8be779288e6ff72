import type { CaseViewView } from '@linli/shared/opinions/desk.schema'
import { Schema, type Connection, type Model } from 'mongoose'

/** What somebody has saved, in a collection of the deployment keyed by account. */
interface CaseViewsRow {
  /** The account. */
  _id: string
  /** By community: each is written as a whole and leaves the others alone. */
  views: Record<string, unknown>
}

const viewsSchema = new Schema<CaseViewsRow>(
  { _id: { type: String, required: true }, views: { type: Schema.Types.Mixed, required: true } },
  { collection: 'case_views', strict: 'throw', autoIndex: false, versionKey: false },
)

const caseViewsModel = (connection: Connection): Model<CaseViewsRow> =>
  connection.models.CaseViews ?? connection.model<CaseViewsRow>('CaseViews', viewsSchema)

export interface CaseViews {
  of(accountId: string, communityId: string): Promise<CaseViewView[]>
  /** All views of that community at once. */
  set(accountId: string, communityId: string, views: readonly CaseViewView[]): Promise<void>
  forget(accountId: string): Promise<void>
}

export function createCaseViews(connection: Connection): CaseViews {
  const rows = caseViewsModel(connection)
  return {
    async of(accountId, communityId) {
      const row = await rows.findById(accountId).lean<CaseViewsRow>()
      return (row?.views[communityId] as CaseViewView[] | undefined) ?? []
    },
    async set(accountId, communityId, views) {
      await rows.updateOne(
        { _id: accountId },
        { $set: { [`views.${communityId}`]: [...views] } },
        { upsert: true },
      )
    },
    async forget(accountId) {
      await rows.deleteOne({ _id: accountId })
    },
  }
}
