import { nameTokens } from './people.search'
import type { PersonRow } from './person.model'
import type { PersonSeals } from './person-seals'
import type { PersonSet } from './persons.repository'

/** What is said differently about a person; what is not given stays as it is. */
export interface Correction {
  readonly name?: string | undefined
  /** Null takes the phone away. */
  readonly phone?: string | null | undefined
  readonly birthDate?: string | null | undefined
}

/** The fields a correction writes, look-up keys included; only those that really differ. */
export function correctionSet(
  person: PersonRow,
  { name, phone, birthDate }: Correction,
  seals: PersonSeals,
): PersonSet {
  const isOtherPhone =
    phone === null ? person.phone !== null : phone !== undefined && phone !== seals.openPhone(person)
  return {
    ...(name !== undefined && name !== person.name && { name, nameTokens: nameTokens(name) }),
    ...(isOtherPhone && seals.phone(phone ?? null, person.communityId)),
    ...(birthDate !== undefined && birthDate !== person.birthDate && { birthDate }),
  }
}
