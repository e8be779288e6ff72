import type { CategoryRules, LimitUnit } from '@linli/shared/opinions/opinions.catalogue'
import type { OpinionEvent, OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import { videoStates } from '@linli/shared/opinions/opinions.parts.schema'
import type { Role } from '@linli/shared/roles'
import type { Position } from '@linli/shared/space/boundary.rules'
import type { NodeKind } from '@linli/shared/space/space.kinds'
import { Schema } from 'mongoose'
import { type FileRef, fileRefSchema } from '../../platform/files/file-ref'

export interface OpinionCategory {
  code: string
  label: string
  groupLabel: string
  urgent: boolean
  days: number
  /** What `days` counts; working days when absent. */
  unit?: LimitUnit
  /** What the category decided otherwise than the community. */
  rules?: CategoryRules
}

/** Where it is, as the tree stood when it was written: a re-drawn grid does not move old cases. */
export interface OpinionPlace {
  nodeId: string
  kind: NodeKind
  /** `锦和苑 3 号楼 2 单元` */
  label: string
  /** `5 楼电梯口`, in the author's words. */
  detail: string
  /** Building level at most; the only form that is ever public. */
  publicLabel: string
  gridId: string | null
  gridLabel: string
  /** A spot picked on the map of the community, for those who go and look; never public. */
  point?: Position
  /** Every node it lies in, from the community down. */
  path: string[]
}

export const entryKinds = [
  'reply',
  'question',
  'supplement',
  'reopening',
  'note',
  'report',
  'ask',
  'respond',
] as const

/** Who wrote a case for its author, while that author agrees to it (roll: delegates). */
export interface OpinionFiler {
  accountId: string
  personId: string
  /** `王**` */
  label: string
}

/** A spoken note: for the author and the staff alone. */
export interface OpinionVoice {
  file: FileRef
  seconds: number
  transcript: string | null
}

/** A short film for the staff: the office looks at it, then the others play it; what is put away leaves no file. */
export interface OpinionVideo {
  file: FileRef | null
  seconds: number
  state: (typeof videoStates)[number]
}

/** Something somebody wrote in the course of the case. */
export interface OpinionEntryRow {
  id: string
  kind: (typeof entryKinds)[number]
  byAccountId: string
  /** `社区工作者 陈立新`; null for the author. */
  byName: string | null
  byRole: Role | null
  text: string
  photos: FileRef[]
  /** Those of the photos that show how it was before the work. */
  beforeIds?: string[]
  at: Date
}

/** Beside the machine's events: what changes a case without changing its status. */
export type OpinionAct =
  | OpinionEvent
  | 'submit'
  | 'add'
  | 'note'
  | 'make_public'
  | 'make_private'
  | 'show_photos'
  | 'transcribe'
  | 'look_video'
  | 'help_done'
  | 'merge_in'
  | 'split'
  | 'split_from'
  | 'ask'
  | 'callback'
  | 'mark'
  | 'recuse'
  | 'share_contact'
  | 'keep_contact'
  | 'mark_urgent'
  | 'unmark_urgent'
  | 'respond'
  | 'ask_extension'
  | 'grant_extension'
  | 'refuse_extension'

export interface OpinionHistoryRow {
  id: string
  event: OpinionAct
  from: OpinionStatus | null
  to: OpinionStatus
  byAccountId: string
  byName: string | null
  byRole: Role | null
  at: Date
  /** Whom it went to or came from, and why. */
  party?: string
  reason?: string
}

/** A photo of the case that somebody looked at, and what everybody sees of it. */
export interface PublicPhoto {
  sourceId: string
  /** Null: looked at, and kept inside. */
  copy: FileRef | null
  byAccountId: string
}

/** What the public sees of a case. */
export interface PublicFace {
  text: string
  at: Date
  byAccountId: string
  tokens: string[]
  /** Absent before anybody looked at a photo. */
  photos?: PublicPhoto[]
}

export interface OpinionRating {
  score: number
  solved: 'yes' | 'partly' | 'no'
  comment: string
  at: Date
}

const part = { _id: false, strict: 'throw' } as const

const categoryRules = new Schema<CategoryRules>(
  {
    start: String,
    warnDays: Number,
    pauses: Boolean,
    mostExtensionDays: Number,
    mostReopens: Number,
  },
  part,
)

export const category = new Schema<OpinionCategory>(
  {
    code: { type: String, required: true },
    label: { type: String, required: true },
    groupLabel: { type: String, required: true },
    urgent: { type: Boolean, required: true },
    days: { type: Number, required: true },
    unit: String,
    rules: { type: categoryRules, default: undefined },
  },
  part,
)
export const place = new Schema<OpinionPlace>(
  {
    nodeId: { type: String, required: true },
    kind: { type: String, required: true },
    label: { type: String, required: true },
    detail: { type: String, default: '' },
    publicLabel: { type: String, required: true },
    gridId: { type: String, default: null },
    gridLabel: { type: String, default: '' },
    point: { type: [Number], default: undefined },
    path: { type: [String], required: true },
  },
  part,
)
export const entry = new Schema<OpinionEntryRow>(
  {
    id: { type: String, required: true },
    kind: { type: String, required: true, enum: entryKinds },
    byAccountId: { type: String, required: true },
    byName: { type: String, default: null },
    byRole: { type: String, default: null },
    text: { type: String, required: true },
    photos: { type: [fileRefSchema], default: [] },
    beforeIds: { type: [String], default: undefined },
    at: { type: Date, required: true },
  },
  part,
)
export const historyRow = new Schema<OpinionHistoryRow>(
  {
    id: { type: String, required: true },
    event: { type: String, required: true },
    from: { type: String, default: null },
    to: { type: String, required: true },
    byAccountId: { type: String, required: true },
    byName: { type: String, default: null },
    byRole: { type: String, default: null },
    at: { type: Date, required: true },
    party: String,
    reason: String,
  },
  part,
)
export const rating = new Schema<OpinionRating>(
  {
    score: { type: Number, required: true },
    solved: { type: String, required: true },
    comment: { type: String, default: '' },
    at: { type: Date, required: true },
  },
  part,
)
export const voice = new Schema<OpinionVoice>(
  {
    file: { type: fileRefSchema, required: true },
    seconds: { type: Number, required: true },
    transcript: { type: String, default: null },
  },
  part,
)
export const video = new Schema<OpinionVideo>(
  {
    file: { type: fileRefSchema, default: null },
    seconds: { type: Number, required: true },
    state: { type: String, required: true, enum: videoStates },
  },
  part,
)
export const filer = new Schema<OpinionFiler>(
  {
    accountId: { type: String, required: true },
    personId: { type: String, required: true },
    label: { type: String, required: true },
  },
  part,
)
export const rejection = new Schema(
  { reason: { type: String, required: true }, text: { type: String, default: '' } },
  part,
)
export const board = new Schema(
  {
    text: { type: String, required: true },
    at: { type: Date, required: true },
    byAccountId: { type: String, required: true },
    tokens: { type: [String], required: true },
    photos: {
      type: [
        new Schema<PublicPhoto>(
          {
            sourceId: { type: String, required: true },
            copy: { type: fileRefSchema, default: null },
            byAccountId: { type: String, required: true },
          },
          part,
        ),
      ],
      default: undefined,
    },
  },
  part,
)
