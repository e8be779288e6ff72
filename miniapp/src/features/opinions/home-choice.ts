import type { OpinionPrincipalView } from '@linli/shared/opinions/intake.schema'

interface Door {
  readonly roomId: string
  readonly label: string
}

/** The own homes, and those of whoever lets the person file for them. */
export interface Homes {
  readonly own: readonly Door[]
  readonly principals: readonly OpinionPrincipalView[]
}

/** A home that can be chosen as the place, and whose it is: `吴**的家`. */
export interface HomeChoice extends Door {
  readonly whose: string
}

/** Where the one is at home for whom it is written; undefined: oneself. */
export const homesOfSubject = ({ own, principals }: Homes, personId: string | undefined): readonly Door[] =>
  personId === undefined ? own : (principals.find((one) => one.personId === personId)?.homes ?? [])

/** The homes to choose from: first those of whom it is written for, and the own ones all the same. */
export function homesToOffer(homes: Homes, personId: string | undefined): HomeChoice[] {
  const { own, principals } = homes
  if (personId === undefined) return own.map(({ roomId, label }) => ({ roomId, label, whose: '我家' }))
  const name = principals.find((one) => one.personId === personId)?.maskedName ?? ''
  const theirs = homesOfSubject(homes, personId)
  const isShared = ({ roomId }: Door): boolean => own.some((mine) => mine.roomId === roomId)
  return [
    ...theirs.map((home) => ({ ...home, whose: isShared(home) ? `${name}和我的家` : `${name}的家` })),
    ...own
      .filter(({ roomId }) => !theirs.some((home) => home.roomId === roomId))
      .map(({ roomId, label }) => ({ roomId, label, whose: '我自己家' })),
  ]
}

/** What becomes of a chosen place when it is for another person: at home means another home. */
export function placeFor(
  homes: Homes,
  placeId: string,
  before: string | undefined,
  now: string | undefined,
): 'keep' | 'forget' {
  const isHome = (personId: string | undefined): boolean =>
    homesOfSubject(homes, personId).some(({ roomId }) => roomId === placeId)
  return isHome(before) && !isHome(now) ? 'forget' : 'keep'
}
