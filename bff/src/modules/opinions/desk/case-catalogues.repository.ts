import { Schema, type Connection, type Model } from 'mongoose'
import { isDuplicateKey } from '../../../platform/mongo-errors'
import { inScope, type Scope } from '../../../platform/scope'

/** One version of what a community had decided, kept as it was. */
export interface CaseCatalogueRow {
  /** `<communityId>:<version>`: of two who make the same version one is first. */
  _id: string
  communityId: string
  version: number
  /** Categories and limits, as they were decided. */
  decided: Record<string, unknown>
  byAccountId: string
  at: Date
}

const catalogueSchema = new Schema<CaseCatalogueRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    version: { type: Number, required: true },
    decided: { type: Schema.Types.Mixed, required: true },
    byAccountId: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'case_catalogues', strict: 'throw', autoIndex: false, versionKey: false },
)
catalogueSchema.index({ communityId: 1, version: -1 }, { name: 'case_catalogue_version', unique: true })

const caseCatalogueModel = (connection: Connection): Model<CaseCatalogueRow> =>
  connection.models.CaseCatalogue ?? connection.model<CaseCatalogueRow>('CaseCatalogue', catalogueSchema)

export interface CaseCatalogues {
  latest(scope: Scope): Promise<CaseCatalogueRow | null>
  /** False when that version is there already. Joins the unit of work. */
  add(row: CaseCatalogueRow): Promise<boolean>
}

export function createCaseCatalogues(connection: Connection): CaseCatalogues {
  const catalogues = caseCatalogueModel(connection)
  return {
    latest: (scope) =>
      catalogues
        .findOne({ ...inScope(scope) })
        .sort({ version: -1 })
        .lean<CaseCatalogueRow>(),
    async add(row) {
      try {
        await catalogues.create([row])
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
  }
}
