import { Schema, type Connection, type Model } from 'mongoose'

/** read → checked → applied. */
export type SliceStage = 'read' | 'checked' | 'applied'

/** Some hundred rows of a list: what one step of an import works on, and writes in one transaction. */
export interface ImportSliceRow {
  _id: string
  communityId: string
  importId: string
  /** From 0, in the order of the file. */
  index: number
  stage: SliceStage
  /** How many rows it has. */
  size: number
  /** Sealed (`import.rows`, tenant = communityId): a list of {@link SliceEntry}. */
  rows: string
  /** Sealed (`import.problems`, tenant = communityId): a list of {@link SliceProblem}. */
  problems: string
  /** How many rows of it have a problem. */
  bad: number
}

/** A row as the file has it, its texts in the order of the kind's columns. */
export interface SliceEntry {
  readonly line: number
  readonly texts: readonly string[]
  /** Somebody an earlier row of the file brings already. */
  readonly again?: true
}

export interface SliceProblem {
  /** Place of the row in its slice. */
  readonly row: number
  /** Key of the column; null for the row as a whole. */
  readonly column: string | null
  readonly value: string
  readonly reason: string
}

const sliceSchema = new Schema<ImportSliceRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    importId: { type: String, required: true },
    index: { type: Number, required: true },
    stage: { type: String, required: true },
    size: { type: Number, required: true },
    rows: { type: String, required: true },
    problems: { type: String, required: true },
    bad: { type: Number, required: true },
  },
  { collection: 'import_slices', strict: 'throw', autoIndex: false, versionKey: false },
)
sliceSchema.index({ communityId: 1, importId: 1, index: 1 }, { name: 'import_slice_unique', unique: true })
sliceSchema.index({ communityId: 1, importId: 1, stage: 1, index: 1 }, { name: 'import_slice_stage' })

export const importSliceModel = (connection: Connection): Model<ImportSliceRow> =>
  connection.models.ImportSlice ?? connection.model<ImportSliceRow>('ImportSlice', sliceSchema)
