import { idKinds, idKindLabel, type IdKind } from '../people/identity.rules'

/** Papers a clerk may have seen at the counter: those a person is told apart by, and the household register. */
export const seenPapers = [...idKinds, 'household_register'] as const
export type SeenPaper = IdKind | 'household_register'

export const seenPaperLabel: Record<SeenPaper, string> = { ...idKindLabel, household_register: '户口簿' }
