import type { Connection } from 'mongoose'
import type { Crypto } from '../../platform/crypto'
import { inScope, type Scope } from '../../platform/scope'
import {
  importSliceModel,
  type ImportSliceRow,
  type SliceEntry,
  type SliceProblem,
  type SliceStage,
} from './import-slice.model'

export const sliceRowsField = 'import.rows'
export const sliceProblemsField = 'import.problems'

/** A slice with what it holds. */
export interface Slice {
  readonly id: string
  readonly communityId: string
  readonly importId: string
  readonly index: number
  readonly entries: readonly SliceEntry[]
  readonly problems: readonly SliceProblem[]
}

export interface ImportSlicesRepository {
  /** Call it inside a unit of work with the write that tells of them. */
  insertMany(slices: readonly Slice[]): Promise<void>
  /** The first slice in this stage, or null when none is left. */
  next(scope: Scope, importId: string, stage: SliceStage): Promise<Slice | null>
  /** Moves a slice on with the problems it has now; false when somebody else has. */
  advance(scope: Scope, slice: Slice, from: SliceStage, to: SliceStage): Promise<boolean>
  /** Slices in the order of the file from `index` on, only those with problems. */
  withProblems(scope: Scope, importId: string, from: number, limit: number): Promise<Slice[]>
  removeAll(scope: Scope, importId: string): Promise<void>
}

/** Slices written by one command: a command has an end at 48 MB. */
const BATCH = 10

const badRows = (problems: readonly SliceProblem[]): number => new Set(problems.map(({ row }) => row)).size

/** Rows of lists. They hold names, phones and numbers of papers, so they are sealed as a whole. */
export function createImportSlicesRepository(connection: Connection, crypto: Crypto): ImportSlicesRepository {
  const slices = importSliceModel(connection)

  const seal = (value: unknown, field: string, tenant: string): string =>
    crypto.encrypt(JSON.stringify(value), { field, tenant })
  const open = (row: ImportSliceRow): Slice => {
    const { _id: id, communityId: tenant, importId, index, rows, problems } = row
    return {
      ...{ id, communityId: tenant, importId, index },
      entries: JSON.parse(crypto.decrypt(rows, { field: sliceRowsField, tenant })) as SliceEntry[],
      problems: JSON.parse(crypto.decrypt(problems, { field: sliceProblemsField, tenant })) as SliceProblem[],
    }
  }

  return {
    async insertMany(all) {
      for (let start = 0; start < all.length; start += BATCH)
        await slices.insertMany(
          all
            .slice(start, start + BATCH)
            .map(({ id, communityId, importId, index, entries, problems }): ImportSliceRow => ({
              ...{ _id: id, communityId, importId, index, stage: 'read', size: entries.length },
              rows: seal(entries, sliceRowsField, communityId),
              problems: seal(problems, sliceProblemsField, communityId),
              bad: badRows(problems),
            })),
          { lean: true },
        )
    },
    async next(scope, importId, stage) {
      const row = await slices
        .findOne({ ...inScope(scope), importId, stage })
        .sort({ index: 1 })
        .lean<ImportSliceRow>()
      return row && open(row)
    },
    async advance(scope, { id, communityId, problems }, from, to) {
      const { matchedCount } = await slices.updateOne(
        { ...inScope(scope), _id: id, stage: from },
        {
          $set: {
            stage: to,
            problems: seal(problems, sliceProblemsField, communityId),
            bad: badRows(problems),
          },
        },
      )
      return matchedCount === 1
    },
    async withProblems(scope, importId, from, limit) {
      const rows = await slices
        .find({ ...inScope(scope), importId, index: { $gte: from }, bad: { $gt: 0 } })
        .sort({ index: 1 })
        .limit(limit)
        .lean<ImportSliceRow[]>()
      return rows.map(open)
    },
    async removeAll(scope, importId) {
      await slices.deleteMany({ ...inScope(scope), importId })
    },
  }
}
