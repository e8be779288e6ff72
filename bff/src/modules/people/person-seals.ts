import type { IdKind } from '@linli/shared/people/identity.rules'
import type { Crypto } from '../../platform/crypto'
import { rememberingCrypto, type CryptoMemory } from '../../platform/crypto-memory'
import type { PersonRow } from './person.model'

export const phoneField = 'person.phone'
export const phoneTailField = 'person.phone-tail'
export const idField = 'person.id'
/** One name for every community: the same human gives the same fingerprint everywhere. */
export const identityField = 'identity'

export const tailOf = (phone: string): string => phone.slice(-4)
export const identityText = (kind: string, number: string): string => `${kind}:${number}`

export type SealedPhone = Pick<PersonRow, 'phone' | 'phoneIndex' | 'phoneTail'>
export type SealedIdentity = Pick<PersonRow, 'idKind' | 'idNumber' | 'idIndex' | 'identityIndex'>

/** How a person's identifiers are stored, opened and looked up. */
export interface PersonSeals {
  phone(phone: string | null, communityId: string): SealedPhone
  identity(kind: IdKind, number: string, communityId: string): SealedIdentity
  openPhone(person: Pick<PersonRow, 'phone' | 'communityId'>): string | null
  openIdNumber(person: Pick<PersonRow, 'idNumber' | 'communityId'>): string | null
  /** What a look-up asks for, under every key of the ring. */
  phoneIndexes(phone: string): readonly string[]
  phoneTails(tail: string): readonly string[]
  identityIndexes(kind: IdKind, number: string): readonly string[]
  /** The same for one list of people, each of whose numbers is asked for several times. */
  forOneList(memory: CryptoMemory): PersonSeals
}

export function createPersonSeals(crypto: Crypto): PersonSeals {
  const open = (sealed: string | null, field: string, tenant: string): string | null =>
    sealed === null ? null : crypto.decrypt(sealed, { field, tenant })
  return {
    phone: (phone, communityId) =>
      phone === null
        ? { phone: null, phoneIndex: null, phoneTail: null }
        : {
            phone: crypto.encrypt(phone, { field: phoneField, tenant: communityId }),
            phoneIndex: crypto.blindIndex(phone, phoneField),
            phoneTail: crypto.blindIndex(tailOf(phone), phoneTailField),
          },
    identity: (kind, number, communityId) => ({
      idKind: kind,
      idNumber: crypto.encrypt(number, { field: idField, tenant: communityId }),
      idIndex: crypto.blindIndex(number, idField),
      identityIndex: crypto.blindIndex(identityText(kind, number), identityField),
    }),
    openPhone: ({ phone, communityId }) => open(phone, phoneField, communityId),
    openIdNumber: ({ idNumber, communityId }) => open(idNumber, idField, communityId),
    phoneIndexes: (phone) => crypto.blindIndexes(phone, phoneField),
    phoneTails: (tail) => crypto.blindIndexes(tail, phoneTailField),
    identityIndexes: (kind, number) => crypto.blindIndexes(identityText(kind, number), identityField),
    forOneList: (memory) => createPersonSeals(rememberingCrypto(crypto, memory)),
  }
}
