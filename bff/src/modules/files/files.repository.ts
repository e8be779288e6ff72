import type { FilePurpose } from '@linli/shared/files/files.rules'
import type { Connection } from 'mongoose'
import { datedRows, type DatedRows } from '../../platform/dated-rows'
import { inScope, type Scope } from '../../platform/scope'
import { fileModel, type FileRow } from './file.model'

export interface FileOwner {
  /** `opinion`, `notice` */
  readonly ownerType: string
  readonly ownerId: string
}

export interface FilesRepository {
  insert(row: FileRow): Promise<void>
  findUpload(uploaderId: string, uploadKey: string): Promise<FileRow | null>
  markStored(id: string): Promise<void>
  /** The row when it is now (or was already) this owner's; null when the claimer may not have it. */
  claim(
    id: string,
    claim: FileOwner & { purpose: FilePurpose; communityId: string; accountId: string },
    now: Date,
  ): Promise<FileRow | null>
  releaseOthers(
    keepIds: readonly string[],
    owner: FileOwner & { purpose: FilePurpose; communityId: string },
    sweepAt: Date,
  ): Promise<void>
  listByIds(scope: Scope, ids: readonly string[]): Promise<FileRow[]>
  /** By id alone: the signed address in the caller's hand is the permission (architecture §4). */
  findStored(id: string): Promise<FileRow | null>
  /** Takes one unowned file for removal; `retryAt` is when another worker may, should this one die. */
  takeSweepable(now: Date, retryAt: Date): Promise<FileRow | null>
  remove(id: string): Promise<void>
  /** The owner's file of a purpose that has no address; null when it has none any more. */
  findOwned(
    file: FileOwner & { id: string; purpose: FilePurpose; communityId: string },
  ): Promise<FileRow | null>

  /** What the account uploaded, the latest first. */
  ofUploader(uploaderId: string, limit: number): Promise<FileRow[]>
  countOfUploader(uploaderId: string): Promise<number>
  /**
   * The account is gone: what nothing owns may be removed at once, and what has an owner (a photo of a case) no
   * longer says who brought it.
   */
  forgetUploader(uploaderId: string, nobody: string, now: Date): Promise<void>
  /** Unowned files by when their time is over. */
  readonly unowned: DatedRows
}

/** Rows about files; until it is claimed a file belongs to its uploader alone, and every method says so. */
export function createFilesRepository(connection: Connection): FilesRepository {
  const files = fileModel(connection)
  return {
    async insert(row) {
      await files.create(row)
    },
    findUpload: (uploaderId, uploadKey) => files.findOne({ uploaderId, uploadKey }).lean<FileRow>(),
    async markStored(id) {
      await files.updateOne({ _id: id, status: 'storing' }, { $set: { status: 'fresh' } })
    },
    claim(id, { purpose, communityId, accountId, ownerType, ownerId }, now) {
      // Both branches lead to the same state, so a retry is harmless; the filter lets only one owner ever win.
      return files
        .findOneAndUpdate(
          {
            _id: id,
            purpose,
            $or: [
              { status: 'fresh', uploaderId: accountId },
              { status: { $in: ['claimed', 'released'] }, communityId, ownerType, ownerId },
            ],
          },
          {
            $set: { status: 'claimed', communityId, ownerType, ownerId, claimedAt: now },
            $unset: { sweepAt: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean<FileRow>()
    },
    async releaseOthers(keepIds, { purpose, communityId, ownerType, ownerId }, sweepAt) {
      await files.updateMany(
        { communityId, ownerType, ownerId, purpose, status: 'claimed', _id: { $nin: [...keepIds] } },
        { $set: { status: 'released', sweepAt } },
      )
    },
    listByIds: (scope, ids) =>
      files
        .find({ _id: { $in: [...ids] }, ...inScope(scope), status: 'claimed' })
        .limit(ids.length)
        .lean<FileRow[]>(),
    findStored: (id) =>
      files.findOne({ _id: id, status: { $in: ['fresh', 'claimed', 'released'] } }).lean<FileRow>(),
    takeSweepable(now, retryAt) {
      return files
        .findOneAndUpdate(
          { sweepAt: { $lte: now }, status: { $ne: 'claimed' } },
          { $set: { status: 'removing', sweepAt: retryAt } },
          { sort: { sweepAt: 1 }, returnDocument: 'after' },
        )
        .lean<FileRow>()
    },
    findOwned: ({ id, purpose, communityId, ownerType, ownerId }) =>
      files.findOne({ _id: id, communityId, ownerType, ownerId, purpose, status: 'claimed' }).lean<FileRow>(),
    async remove(id) {
      await files.deleteOne({ _id: id, status: 'removing' })
    },

    ofUploader: (uploaderId, limit) =>
      files.find({ uploaderId }).sort({ _id: -1 }).limit(limit).lean<FileRow[]>(),
    countOfUploader: (uploaderId) => files.countDocuments({ uploaderId }),
    async forgetUploader(uploaderId, nobody, now) {
      await files.updateMany({ uploaderId, status: { $ne: 'claimed' } }, { $set: { sweepAt: now } })
      await files.updateMany({ uploaderId }, { $set: { uploaderId: nobody }, $unset: { uploadKey: 1 } })
    },
    unowned: datedRows(files, 'sweepAt'),
  }
}
