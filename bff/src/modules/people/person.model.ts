import type { IdKind } from '@linli/shared/people/identity.rules'
import type { TagSource } from '@linli/shared/people/tag-catalogue'
import { Schema, type Connection, type Model } from 'mongoose'

/** A mark on a person, with where it comes from and until when it holds (product §3.1). */
export interface PersonTag {
  code: string
  source: TagSource
  /** What it rests on: number of the official result, or how the person said it. Never a figure of income. */
  sourceRef: string | null
  setAt: Date
  /** Account; null for what the system entered. */
  setBy: string | null
  expiresAt: Date | null
}

/** Somebody in a community's roll. The same human in two communities is two rows: a tenant knows only its own. */
export interface PersonRow {
  _id: string
  communityId: string
  name: string
  /** What a name is found by: parts of it, and parts of its pinyin initials (people.search.ts). */
  nameTokens: string[]
  /** Sealed (`person.phone`, tenant = communityId); null when nobody gave one. */
  phone: string | null
  /** Blind index of the phone, for look-up. */
  phoneIndex: string | null
  /** Blind index of its last four digits (`person.phone-tail`), as people say a number. */
  phoneTail: string | null
  /** Day of birth in Shanghai, `1958-03-04`. */
  birthDate: string | null
  idKind: IdKind | null
  /** Sealed (`person.id`, tenant = communityId). */
  idNumber: string | null
  /** Blind index of the number, for look-up; gone when the number is. */
  idIndex: string | null
  /**
   * Blind index of kind and number (`identity`), the same in every community. It stays when the number, the
   * account or the record goes, so that one human counts once (product §3.6).
   */
  identityIndex: string | null
  identityConfirmedAt: Date | null
  /** Account that saw the paper. */
  identityConfirmedBy: string | null
  tags: PersonTag[]
  version: number
  /** The record this one was merged into; it is a trace then, and nobody sees it. */
  mergedInto: string | null
  /** Deleted at the person's wish while the law wants it kept (PIPL art. 47): stored, never shown. */
  frozenAt: Date | null
  createdAt: Date
}

const personTagSchema = new Schema<PersonTag>(
  {
    code: { type: String, required: true },
    source: { type: String, required: true },
    sourceRef: { type: String, default: null },
    setAt: { type: Date, required: true },
    setBy: { type: String, default: null },
    expiresAt: { type: Date, default: null },
  },
  { _id: false, strict: 'throw' },
)

const personSchema = new Schema<PersonRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    name: { type: String, required: true },
    nameTokens: { type: [String], default: [] },
    phone: { type: String, default: null },
    phoneIndex: { type: String, default: null },
    phoneTail: { type: String, default: null },
    birthDate: { type: String, default: null },
    idKind: { type: String, default: null },
    idNumber: { type: String, default: null },
    idIndex: { type: String, default: null },
    identityIndex: { type: String, default: null },
    identityConfirmedAt: { type: Date, default: null },
    identityConfirmedBy: { type: String, default: null },
    tags: { type: [personTagSchema], default: [] },
    version: { type: Number, default: 0 },
    mergedInto: { type: String, default: null },
    frozenAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
  },
  { collection: 'persons', strict: 'throw', autoIndex: false, versionKey: false },
)
personSchema.index({ communityId: 1, _id: 1 }, { name: 'person_community' })
// One record for one name with one phone, however many hands enter it at once.
personSchema.index(
  { communityId: 1, phoneIndex: 1, name: 1 },
  {
    name: 'person_phone_name_unique',
    unique: true,
    partialFilterExpression: { phoneIndex: { $type: 'string' }, mergedInto: null, frozenAt: null },
  },
)
personSchema.index(
  { communityId: 1, phoneTail: 1, _id: 1 },
  { name: 'person_phone_tail', partialFilterExpression: { phoneTail: { $type: 'string' } } },
)
personSchema.index({ communityId: 1, nameTokens: 1, _id: 1 }, { name: 'person_name' })
// One human is one record of a community.
personSchema.index(
  { communityId: 1, identityIndex: 1 },
  {
    name: 'person_identity_unique',
    unique: true,
    partialFilterExpression: { identityIndex: { $type: 'string' }, mergedInto: null, frozenAt: null },
  },
)
personSchema.index({ communityId: 1, 'tags.code': 1, _id: 1 }, { name: 'person_tag' })
personSchema.index(
  { communityId: 1, mergedInto: 1 },
  { name: 'person_merged', partialFilterExpression: { mergedInto: { $type: 'string' } } },
)
// Few: people who left, until their name goes too.
personSchema.index(
  { communityId: 1, frozenAt: 1 },
  { name: 'person_frozen', partialFilterExpression: { frozenAt: { $type: 'date' } } },
)

export const personModel = (connection: Connection): Model<PersonRow> =>
  connection.models.Person ?? connection.model<PersonRow>('Person', personSchema)
