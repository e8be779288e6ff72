import type {
  ActingRule,
  Material,
  ServiceGroup,
  ServiceLimit,
} from '@linli/shared/services/services.catalogue'
import type { BookingLimits } from '@linli/shared/services/limits.rules'
import type { Question } from '@linli/shared/services/questions.rules'
import { fileRefSchema, type FileRef } from '../../platform/files/file-ref'
import { questionSchema } from '../../platform/question-part'
import { Schema, type Connection, type Model } from 'mongoose'

/** What a community wrote about one item; an item it has not touched is the default of the day. */
export interface ServiceGuideRow {
  /** `<communityId>:<code>` */
  _id: string
  communityId: string
  code: string
  /** Counts the changes, from 1. */
  version: number
  label: string
  group: ServiceGroup
  offered: boolean
  words: string[]
  materials: Material[]
  limit: ServiceLimit | null
  acting: ActingRule
  condition: string
  fee: string
  /** What is asked when it is booked; absent in guides from before there were questions. */
  questions?: Question[]
  /** To be printed and filled in; absent in guides from before there were any. */
  forms?: FileRef[]
  /** How often it can be booked; absent: as often as one likes. */
  limits?: BookingLimits
}

const part = { _id: false, strict: 'throw' } as const
const material = new Schema(
  { name: { type: String, required: true }, need: { type: String, required: true } },
  part,
)
const limit = new Schema(
  {
    unit: { type: String, required: true },
    amount: { type: Number, required: true },
    source: { type: String, required: true },
    confirmed: { type: Boolean, required: true },
  },
  part,
)
const limits = new Schema<BookingLimits>(
  {
    person: { type: Number, required: true },
    home: { type: Number, required: true },
    homeDay: { type: Number, required: true },
  },
  part,
)
const guideSchema = new Schema<ServiceGuideRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    code: { type: String, required: true },
    version: { type: Number, required: true },
    label: { type: String, required: true },
    group: { type: String, required: true },
    offered: { type: Boolean, required: true },
    words: { type: [String], default: [] },
    materials: { type: [material], default: [] },
    limit: { type: limit, default: null },
    acting: { type: String, required: true },
    condition: { type: String, default: '' },
    fee: { type: String, required: true },
    questions: { type: [questionSchema], default: [] },
    forms: { type: [fileRefSchema], default: undefined },
    limits: { type: limits, default: undefined },
  },
  { collection: 'service_guides', strict: 'throw', autoIndex: false, versionKey: false },
)
guideSchema.index({ communityId: 1, code: 1 }, { name: 'service_guide_unique', unique: true })

export const serviceGuideModel = (connection: Connection): Model<ServiceGuideRow> =>
  connection.models.ServiceGuide ?? connection.model<ServiceGuideRow>('ServiceGuide', guideSchema)
