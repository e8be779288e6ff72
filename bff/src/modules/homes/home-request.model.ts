import type { RefusalReason, RequestSubject } from '@linli/shared/homes/homes.kinds'
import type { HomeRequestEvent, HomeRequestStatus } from '@linli/shared/homes/homes.machine'
import type { GuardianBasis } from '@linli/shared/people/people.kinds'
import type { RelationKind } from '@linli/shared/session/relations'
import { Schema, type Connection, type Model } from 'mongoose'
import { fileRefSchema, type FileRef } from '../../platform/files/file-ref'

/** What may stand in the history of a request: it was sent, it moved on, or its photo went while nobody decided. */
export type RequestStep = HomeRequestEvent | 'submit' | 'forget_proof'

/** One step of a request, kept as long as the request. */
export interface RequestStepRow {
  event: RequestStep
  byAccountId: string
  /** How staff sign; null for the applicant. */
  byName: string | null
  at: Date
  text: string | null
}

/** Somebody asks the office to check that they (or a child of theirs) belong to a room. */
export interface HomeRequestRow {
  _id: string
  communityId: string
  roomId: string
  roomLabel: string
  accountId: string
  subject: RequestSubject
  relation: RelationKind
  /** As the applicant wrote it. */
  name: string
  birthDate: string | null
  /** For a child: what makes the applicant the guardian. */
  basis: GuardianBasis | null
  note: string
  /** Photo of a document; null without one and after the decision. */
  proof: FileRef | null
  /** The applicant gave the last digits of the number; the digits themselves are not kept. */
  idTailGiven: boolean
  /** Persons of the roll whose number ends like that. */
  idTailFits: string[]
  status: HomeRequestStatus
  /** Waits for the office or for the applicant. */
  open: boolean
  version: number
  submittedAt: Date
  dueAt: Date
  /** When it was last decided, supplemented or withdrawn. */
  changedAt: Date
  asked: string | null
  refusal: { reason: RefusalReason; text: string } | null
  /** Whom it bound, or the child it entered. */
  personId: string | null
  history: RequestStepRow[]
  /** One open request about a room and a person; absent once it is over. */
  openKey?: string
}

const stepSchema = new Schema<RequestStepRow>(
  {
    event: { type: String, required: true },
    byAccountId: { type: String, required: true },
    byName: { type: String, default: null },
    at: { type: Date, required: true },
    text: { type: String, default: null },
  },
  { _id: false, strict: 'throw' },
)

const requestSchema = new Schema<HomeRequestRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    roomId: { type: String, required: true },
    roomLabel: { type: String, required: true },
    accountId: { type: String, required: true },
    subject: { type: String, required: true },
    relation: { type: String, required: true },
    name: { type: String, required: true },
    birthDate: { type: String, default: null },
    basis: { type: String, default: null },
    note: { type: String, default: '' },
    proof: { type: fileRefSchema, default: null },
    idTailGiven: { type: Boolean, required: true },
    idTailFits: { type: [String], default: [] },
    status: { type: String, required: true },
    open: { type: Boolean, required: true },
    version: { type: Number, required: true },
    submittedAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    changedAt: { type: Date, required: true },
    asked: { type: String, default: null },
    refusal: {
      type: new Schema<NonNullable<HomeRequestRow['refusal']>>(
        { reason: { type: String, required: true }, text: { type: String, default: '' } },
        { _id: false, strict: 'throw' },
      ),
      default: null,
    },
    personId: { type: String, default: null },
    history: { type: [stepSchema], default: [] },
    openKey: String,
  },
  { collection: 'home_requests', strict: 'throw', autoIndex: false, versionKey: false },
)
requestSchema.index(
  { accountId: 1, openKey: 1 },
  {
    name: 'home_request_open_unique',
    unique: true,
    partialFilterExpression: { openKey: { $type: 'string' } },
  },
)
requestSchema.index({ accountId: 1, submittedAt: -1, _id: -1 }, { name: 'home_request_own' })
requestSchema.index({ communityId: 1, open: 1, dueAt: 1, _id: 1 }, { name: 'home_request_queue' })
requestSchema.index({ communityId: 1, open: 1, changedAt: -1, _id: -1 }, { name: 'home_request_over' })
requestSchema.index({ communityId: 1, open: 1, status: 1 }, { name: 'home_request_status' })

requestSchema.index({ open: 1, changedAt: 1 }, { name: 'home_request_closed' })

export const homeRequestModel = (connection: Connection): Model<HomeRequestRow> =>
  connection.models.HomeRequest ?? connection.model<HomeRequestRow>('HomeRequest', requestSchema)
