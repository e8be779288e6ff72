import type { FilePurpose, FileType } from '@linli/shared/files/files.rules'
import { Schema, type Connection, type Model } from 'mongoose'

/**
 * storing → fresh → claimed → released, and removing from any of the unowned ones.
 * `storing` is a row whose bytes may not be complete; the sweep removes it like any unowned file.
 */
export const fileStatuses = ['storing', 'fresh', 'claimed', 'released', 'removing'] as const
export type FileStatus = (typeof fileStatuses)[number]

export interface FileRow {
  _id: string
  /** Null until an owner in a community claims the file. */
  communityId: string | null
  uploaderId: string
  purpose: FilePurpose
  kind: 'image' | 'document'
  type: FileType
  name: string
  mime: string
  bytes: number
  width?: number
  height?: number
  /** Random name of the bytes in the store; never leaves the server. */
  blobKey: string
  /** SHA-256 of what was uploaded, to tell a retry from a key used twice. */
  sourceHash: string
  uploadKey?: string
  status: FileStatus
  ownerType?: string
  ownerId?: string
  createdAt: Date
  claimedAt?: Date
  /** When the sweep may remove it; absent while it has an owner. */
  sweepAt?: Date
}

const fileSchema = new Schema<FileRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, default: null },
    uploaderId: { type: String, required: true },
    purpose: { type: String, required: true },
    kind: { type: String, required: true },
    type: { type: String, required: true },
    name: { type: String, required: true },
    mime: { type: String, required: true },
    bytes: { type: Number, required: true },
    width: Number,
    height: Number,
    blobKey: { type: String, required: true },
    sourceHash: { type: String, required: true },
    uploadKey: String,
    status: { type: String, required: true, enum: fileStatuses },
    ownerType: String,
    ownerId: String,
    createdAt: { type: Date, required: true },
    claimedAt: Date,
    sweepAt: Date,
  },
  { collection: 'files', strict: 'throw', autoIndex: false, versionKey: false },
)
fileSchema.index({ communityId: 1, ownerType: 1, ownerId: 1 }, { name: 'file_owner' })
// Unowned files belong to no community yet; there are few of them, and sparse keeps the owned ones out.
fileSchema.index({ sweepAt: 1 }, { name: 'file_sweep', sparse: true })
fileSchema.index(
  { uploaderId: 1, uploadKey: 1 },
  { name: 'file_upload_key_unique', unique: true, partialFilterExpression: { uploadKey: { $exists: true } } },
)
// What somebody uploaded: for the own data, across communities.
fileSchema.index({ uploaderId: 1, _id: -1 }, { name: 'file_uploader' })

export const fileModel = (connection: Connection): Model<FileRow> =>
  connection.models.File ?? connection.model<FileRow>('File', fileSchema)
