import type { PersonRow } from './person.model'
import type { ResidencyRow } from './residency.model'

/** What nobody has said about somebody yet. */
export const blankPerson = {
  nameTokens: [],
  phone: null,
  phoneIndex: null,
  phoneTail: null,
  birthDate: null,
  idKind: null,
  idNumber: null,
  idIndex: null,
  identityIndex: null,
  identityConfirmedAt: null,
  identityConfirmedBy: null,
  tags: [],
  version: 0,
  mergedInto: null,
  frozenAt: null,
} satisfies Partial<PersonRow>

/** What nobody has said about a relation yet, and nobody to be told. */
export const blankResidency = {
  share: null,
  livesIn: true,
  birthDate: null,
  tags: [],
  accountId: null,
  wechat: false,
  personalisedPush: false,
  to: null,
  endReason: null,
} satisfies Partial<ResidencyRow>
