import { FEWEST_REACTIONS, type Finding } from './topics.kinds'

/**
 * What is told of stances, and when, so that nobody can work out what one person has said: not from the figures, not
 * from what they were before, not by knowing who has spoken in between, and not when four people tell one another what
 * they have said themselves (minimum cell 5; participation §3.4 lines 7 and 8).
 *
 * No counts and no shares, only a finding. It is told when enough people have spoken, and again when enough have spoken
 * or changed their minds since; the more have spoken, the more it takes, because the same step then says more of the few
 * who are new. `telling.rules.test.ts` plays the reader who tries to solve for one person.
 */
export const peopleUntilTold = (saidWhenTold: number, fewest: number): number =>
  Math.max(FEWEST_REACTIONS, fewest, Math.ceil(saidWhenTold / 2))

/** From one end to the other it goes by the middle: told at once, it would say that nearly all who are new were of one mind. */
export const toldAfter = (before: Finding | null, now: Finding): Finding =>
  (before === 'agreed' && now === 'rejected') || (before === 'rejected' && now === 'agreed') ? 'open' : now

/** `23` as `20`: how many have spoken is no secret, who was the last of them is nobody's business. */
export const roughly = (people: number): number => Math.floor(people / 5) * 5
