import type { Model } from 'mongoose'
import { inScope, type Scope } from '../scope'
import type { SheetFormat } from './sheet'

/** What is kept of a list that was taken out, whatever is in it. The file itself is kept nowhere. */
export interface TakenList {
  _id: string
  communityId: string
  startedBy: string
  format: SheetFormat
  /** What stands above the header, from the moment it was asked for. */
  watermark: string
  createdAt: Date
  /** How often its file began to be sent. */
  downloads: number
  /** Rows of the last file that was sent to its end; null before. */
  rows: number | null
}

/** The same for a Mongoose schema; a feature adds what it took out and what for. */
export const takenListFields = {
  _id: { type: String, required: true },
  communityId: { type: String, required: true },
  startedBy: { type: String, required: true },
  format: { type: String, required: true },
  watermark: { type: String, required: true },
  createdAt: { type: Date, required: true },
  downloads: { type: Number, default: 0 },
  rows: { type: Number, default: null },
} as const

export interface TakenListStore<Row extends TakenList> {
  /** Call it inside a unit of work with its audit row. */
  insert(row: Row): Promise<void>
  /** By id alone: the signed address in the caller's hand is the permission (architecture §4). */
  findSigned(id: string): Promise<Row | null>
  /** Its file begins to be sent. */
  countDownload(scope: Scope, id: string): Promise<void>
  /** It was sent to the end. */
  setRows(scope: Scope, id: string, rows: number): Promise<void>
}

export function createTakenListStore<Row extends TakenList>(model: Model<Row>): TakenListStore<Row> {
  // Whatever a feature adds, these fields are in every row: Mongoose's types cannot say so of a type parameter.
  const lists = model as unknown as Model<TakenList>
  return {
    async insert(row) {
      await lists.create([row])
    },
    findSigned: (id) => lists.findOne({ _id: id }).lean<Row>(),
    async countDownload(scope, id) {
      await lists.updateOne({ ...inScope(scope), _id: id }, { $inc: { downloads: 1 } })
    },
    async setRows(scope, id, rows) {
      await lists.updateOne({ ...inScope(scope), _id: id }, { $set: { rows } })
    },
  }
}
