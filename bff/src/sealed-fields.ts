import type { SealedField } from './platform/reencrypt'

/** Every field that is stored sealed: what a key rotation has to rewrite. A new sealed field is added here. */
export const sealedFields: readonly SealedField[] = [
  {
    collection: 'identities',
    sealed: 'sealed',
    blind: 'blind',
    place: (row) => ({ field: `identity.${String(row['kind'])}`, tenant: 'deployment' }),
  },
  {
    collection: 'persons',
    sealed: 'phone',
    blind: 'phoneIndex',
    place: (row) => ({ field: 'person.phone', tenant: String(row['communityId']) }),
  },
  {
    collection: 'second_factors',
    sealed: 'secret',
    place: () => ({ field: 'second-factor.secret', tenant: 'deployment' }),
  },
]
