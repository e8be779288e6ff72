import { sliceProblemsField, sliceRowsField } from './modules/imports/import-slices.repository'
import {
  idField,
  identityField,
  identityText,
  phoneField,
  phoneTailField,
  tailOf,
} from './modules/people/person-seals'
import { callerNameField, callerPhoneField } from './modules/opinions/caller/caller-seals'
import { newPhoneField, oldPhoneField } from './modules/recovery/recovery.service'
import { invitationPhone } from './modules/people/role-book.service'
import { keySigningField } from './modules/open311/key-seals'
import { webhookSecretField } from './modules/webhooks/webhook-seals'
import { wishField } from './modules/privacy/data-corrections.service'
import type { SealedField } from './platform/reencrypt'

/** Every field that is stored sealed: what a key rotation has to rewrite. A new sealed field is added here. */
export const sealedFields: readonly SealedField[] = [
  {
    collection: 'opinion_callers',
    sealed: 'name',
    place: (row) => ({ field: callerNameField, tenant: String(row['communityId']) }),
  },
  {
    collection: 'opinion_callers',
    sealed: 'phone',
    place: (row) => ({ field: callerPhoneField, tenant: String(row['communityId']) }),
  },
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
    alsoBlind: [{ blind: 'phoneTail', field: phoneTailField, of: tailOf }],
    place: (row) => ({ field: phoneField, tenant: String(row['communityId']) }),
  },
  {
    collection: 'persons',
    sealed: 'idNumber',
    blind: 'idIndex',
    alsoBlind: [
      {
        blind: 'identityIndex',
        field: identityField,
        of: (plain, row) => identityText(String(row['idKind']), plain),
      },
    ],
    place: (row) => ({ field: idField, tenant: String(row['communityId']) }),
  },
  {
    collection: 'recoveries',
    sealed: 'oldPhone',
    place: (row) => ({ field: oldPhoneField, tenant: String(row['communityId']) }),
  },
  {
    collection: 'recoveries',
    sealed: 'newPhone',
    place: (row) => ({ field: newPhoneField, tenant: String(row['communityId']) }),
  },
  {
    collection: 'grant_invitations',
    sealed: 'phone',
    blind: 'phoneIndex',
    place: () => invitationPhone,
  },
  {
    collection: 'import_slices',
    sealed: 'rows',
    place: (row) => ({ field: sliceRowsField, tenant: String(row['communityId']) }),
  },
  {
    collection: 'import_slices',
    sealed: 'problems',
    place: (row) => ({ field: sliceProblemsField, tenant: String(row['communityId']) }),
  },
  {
    collection: 'second_factors',
    sealed: 'secret',
    place: () => ({ field: 'second-factor.secret', tenant: 'deployment' }),
  },
  {
    collection: 'api_keys',
    sealed: 'signing',
    place: (row) => ({ field: keySigningField, tenant: String(row['communityId']) }),
  },
  {
    collection: 'webhooks',
    sealed: 'secret',
    place: (row) => ({ field: webhookSecretField, tenant: String(row['communityId']) }),
  },
  {
    collection: 'data_corrections',
    sealed: 'sealed',
    place: (row) => ({ field: wishField, tenant: String(row['communityId']) }),
  },
]
