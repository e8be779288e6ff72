import type { NoticeStatus } from '@linli/shared/notices/notices.machine'
import { noticeMachine } from '@linli/shared/notices/notices.machine'
import type { DisclosureClass, NoticeCategory } from '@linli/shared/notices/notices.rules'
import { statusesOf } from '@linli/shared/machine'
import { Schema, type Connection, type Model } from 'mongoose'
import { fileRefSchema, type FileRef } from '../../platform/files/file-ref'

export interface NoticeFact {
  label: string
  value: string
  phone?: string
}

export interface NoticeLink {
  text: string
  url: string
}

export interface NoticeEvent {
  event: string
  at: Date
  byId: string
  byName: string
}

export interface NoticeRow {
  _id: string
  communityId: string
  status: NoticeStatus
  version: number
  title: string
  summary: string
  /** Sanitised when it was written; own images stand as `linli-file:<id>` and get their address when presented. */
  html: string
  links: NoticeLink[]
  imageIds: string[]
  facts: NoticeFact[]
  category: NoticeCategory
  disclosureClass: DisclosureClass | null
  cover: FileRef | null
  attachments: FileRef[]
  audience: { visibility: 'public' | 'addressed'; nodeIds: string[]; tags: string[] }
  mustConfirm: boolean
  /** `青禾社区居委会` */
  issuer: string
  authorId: string
  authorName: string
  /** When it appears or appeared; null in a draft. */
  publishAt: Date | null
  expiresAt: Date | null
  /** Kept on top until this instant, the end of the chosen day in Shanghai. */
  pinnedUntil: Date | null
  /** `early`: a disclosure notice taken down before its fifteenth day, which is itself disclosed. */
  withdrawal: { reason: string; at: Date; byId: string; byName: string; early: boolean } | null
  lastRemindedAt: Date | null
  /** Progress of freezing the addressed households; `doneAt` null while it runs. */
  snapshot: { after: string | null; doneAt: Date | null } | null
  tokens: string[]
  history: NoticeEvent[]
  createdAt: Date
  updatedAt: Date
  /** When the sweep has something to do; absent when it has not. */
  nextActionAt?: Date
}

const noId = { _id: false, strict: 'throw' } as const

const noticeSchema = new Schema<NoticeRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    status: { type: String, required: true, enum: statusesOf(noticeMachine) },
    version: { type: Number, required: true },
    title: { type: String, required: true },
    summary: { type: String, default: '' },
    html: { type: String, default: '' },
    links: { type: [new Schema<NoticeLink>({ text: String, url: String }, noId)], default: [] },
    imageIds: { type: [String], default: [] },
    facts: {
      type: [new Schema<NoticeFact>({ label: String, value: String, phone: String }, noId)],
      default: [],
    },
    category: { type: String, required: true },
    disclosureClass: { type: String, default: null },
    cover: { type: fileRefSchema, default: null },
    attachments: { type: [fileRefSchema], default: [] },
    audience: {
      type: new Schema<NoticeRow['audience']>(
        { visibility: { type: String, required: true }, nodeIds: [String], tags: [String] },
        noId,
      ),
      required: true,
    },
    mustConfirm: { type: Boolean, required: true },
    issuer: { type: String, required: true },
    authorId: { type: String, required: true },
    authorName: { type: String, required: true },
    publishAt: { type: Date, default: null },
    expiresAt: { type: Date, default: null },
    pinnedUntil: { type: Date, default: null },
    withdrawal: {
      type: new Schema<NonNullable<NoticeRow['withdrawal']>>(
        { reason: String, at: Date, byId: String, byName: String, early: Boolean },
        noId,
      ),
      default: null,
    },
    lastRemindedAt: { type: Date, default: null },
    snapshot: {
      type: new Schema<NonNullable<NoticeRow['snapshot']>>({ after: String, doneAt: Date }, noId),
      default: null,
    },
    tokens: { type: [String], default: [] },
    history: {
      type: [new Schema<NoticeEvent>({ event: String, at: Date, byId: String, byName: String }, noId)],
      default: [],
    },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    nextActionAt: Date,
  },
  { collection: 'notices', strict: 'throw', autoIndex: false, versionKey: false },
)
noticeSchema.index({ communityId: 1, publishAt: -1, _id: -1 }, { name: 'notice_live' })
noticeSchema.index({ communityId: 1, pinnedUntil: 1 }, { name: 'notice_pinned' })
noticeSchema.index({ communityId: 1, updatedAt: -1, _id: -1 }, { name: 'notice_desk' })
noticeSchema.index({ communityId: 1, status: 1, publishAt: 1, expiresAt: 1 }, { name: 'notice_stage' })
noticeSchema.index({ communityId: 1, tokens: 1, publishAt: -1 }, { name: 'notice_search' })
noticeSchema.index(
  { communityId: 1, disclosureClass: 1, publishAt: -1 },
  { name: 'notice_disclosure', partialFilterExpression: { disclosureClass: { $type: 'string' } } },
)
// A queue across communities, not a growing index: sparse keeps only what waits for the sweep.
noticeSchema.index({ nextActionAt: 1 }, { name: 'notice_due', sparse: true })

export const noticeModel = (connection: Connection): Model<NoticeRow> =>
  connection.models.Notice ?? connection.model<NoticeRow>('Notice', noticeSchema)
