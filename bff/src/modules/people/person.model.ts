import { Schema, type Connection, type Model } from 'mongoose'

/** A mark on a person, with where it comes from; sensitive ones also carry the day they run out (product §3.1). */
export interface PersonTag {
  code: string
  source: 'staff' | 'self' | 'import'
  expiresAt: Date | null
}

/** Somebody in a community's roll. The same human in two communities is two rows: a tenant knows only its own. */
export interface PersonRow {
  _id: string
  communityId: string
  name: string
  /** Sealed (`person.phone`, tenant = communityId); null when nobody gave one. */
  phone: string | null
  /** Blind index of the phone, for look-up. */
  phoneIndex: string | null
  /** Day of birth in Shanghai, `1958-03-04`. */
  birthDate: string | null
  tags: PersonTag[]
  createdAt: Date
}

const personSchema = new Schema<PersonRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    name: { type: String, required: true },
    phone: { type: String, default: null },
    phoneIndex: { type: String, default: null },
    birthDate: { type: String, default: null },
    tags: {
      type: [
        new Schema<PersonTag>(
          {
            code: { type: String, required: true },
            source: { type: String, required: true },
            expiresAt: { type: Date, default: null },
          },
          { _id: false, strict: 'throw' },
        ),
      ],
      default: [],
    },
    createdAt: { type: Date, required: true },
  },
  { collection: 'persons', strict: 'throw', autoIndex: false, versionKey: false },
)
personSchema.index({ communityId: 1, _id: 1 }, { name: 'person_community' })
// Signing in knows a phone but not yet a community, so this one look-up spans tenants (see bindings).
personSchema.index(
  { phoneIndex: 1 },
  { name: 'person_phone', partialFilterExpression: { phoneIndex: { $type: 'string' } } },
)

export const personModel = (connection: Connection): Model<PersonRow> =>
  connection.models.Person ?? connection.model<PersonRow>('Person', personSchema)
