import type { ImportFault, ImportKind } from '@linli/shared/imports/imports.kinds'
import type { ImportStatus } from '@linli/shared/imports/imports.machine'
import type { Role } from '@linli/shared/roles'
import { Schema, type Connection, type Model } from 'mongoose'
import type { SheetFormat } from '../../platform/sheets/sheet'

export interface Counts {
  created: number
  changed: number
  same: number
  bad: number
}

/** A list on its way into the roll. What it says of people stands sealed in its slices; this row holds figures alone. */
export interface ImportRow {
  _id: string
  communityId: string
  kind: ImportKind
  status: ImportStatus
  /** There while it runs, so that an index lets a community run one at a time. */
  running?: true
  fileId: string
  fileName: string
  startedBy: string
  confirmedBy: string | null
  /** The role of whoever acted last; what it writes is written in it. */
  role: Role
  createdAt: Date
  finishedAt: Date | null
  format: SheetFormat | null
  encoding: 'utf-8' | 'gb18030' | null
  sheet: string | null
  ignored: string[]
  rows: number
  /** Rows that have passed in what is running now. */
  done: number
  checked: Counts | null
  applied: Counts | null
  fault: { code: ImportFault; line: number | null; labels: string[] } | null
  /** How often it was found standing still. */
  nudges: number
  /** While it runs, when to look whether it stands still; afterwards, when its slices go. Absent once they are gone. */
  dueAt?: Date
}

const countsSchema = new Schema<Counts>(
  {
    created: { type: Number, required: true },
    changed: { type: Number, required: true },
    same: { type: Number, required: true },
    bad: { type: Number, required: true },
  },
  { _id: false, strict: 'throw' },
)

const faultSchema = new Schema(
  {
    code: { type: String, required: true },
    line: { type: Number, default: null },
    labels: { type: [String], default: [] },
  },
  { _id: false, strict: 'throw' },
)

const importSchema = new Schema<ImportRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    kind: { type: String, required: true },
    status: { type: String, required: true },
    running: Boolean,
    fileId: { type: String, required: true },
    fileName: { type: String, required: true },
    startedBy: { type: String, required: true },
    confirmedBy: { type: String, default: null },
    role: { type: String, required: true },
    createdAt: { type: Date, required: true },
    finishedAt: { type: Date, default: null },
    format: { type: String, default: null },
    encoding: { type: String, default: null },
    sheet: { type: String, default: null },
    ignored: { type: [String], default: [] },
    rows: { type: Number, default: 0 },
    done: { type: Number, default: 0 },
    checked: { type: countsSchema, default: null },
    applied: { type: countsSchema, default: null },
    fault: { type: faultSchema, default: null },
    nudges: { type: Number, default: 0 },
    dueAt: Date,
  },
  { collection: 'imports', strict: 'throw', autoIndex: false, versionKey: false },
)
importSchema.index({ communityId: 1, _id: 1 }, { name: 'import_community' })
importSchema.index(
  { communityId: 1, running: 1 },
  { name: 'import_running_unique', unique: true, partialFilterExpression: { running: true } },
)
// What stands still or is kept long enough, whatever the community; few rows have it at any time.
importSchema.index({ dueAt: 1 }, { name: 'import_due', sparse: true })
// When what a community has brought goes, for its report.
importSchema.index({ communityId: 1, dueAt: 1 }, { name: 'import_community_due' })

export const importModel = (connection: Connection): Model<ImportRow> =>
  connection.models.Import ?? connection.model<ImportRow>('Import', importSchema)
