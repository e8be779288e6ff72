import { idKindLabel, idKinds } from '@linli/shared/people/identity.rules'
import {
  chosenEndReasons,
  consentWayLabel,
  consentWays,
  delegateScopeLabel,
  delegateScopes,
  endReasonLabel,
  entryBases,
  entryBasisLabel,
  guardianBases,
  guardianBasisLabel,
  lookPurposeLabel,
  lookPurposes,
} from '@linli/shared/people/people.kinds'
import { relationKinds, relationLabel } from '@linli/shared/session/relations'

/** Codes of the contract as choices of a form. */
const choices = <Code extends string>(codes: readonly Code[], labels: Readonly<Record<Code, string>>) =>
  codes.map((code) => ({ value: code, title: labels[code], label: labels[code] }))

export const purposeChoices = choices(lookPurposes, lookPurposeLabel)
export const endChoices = choices(chosenEndReasons, endReasonLabel)
export const basisChoices = choices(entryBases, entryBasisLabel)
export const relationChoices = choices(relationKinds, relationLabel)
export const guardianChoices = choices(guardianBases, guardianBasisLabel)
export const delegateChoices = choices(delegateScopes, delegateScopeLabel)
export const consentChoices = choices(consentWays, consentWayLabel)
export const idKindChoices = choices(idKinds, idKindLabel)

/** The code among those known, or undefined: what a form's control gives back is only text. */
export const codeIn = <Code extends string>(
  known: readonly { readonly value: Code }[],
  value: string | undefined,
): Code | undefined => known.find((choice) => choice.value === value)?.value
