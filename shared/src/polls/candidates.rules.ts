import { createSha256, hexOf } from './sha256'
import { rulePacks } from './packs'
import type { PollSetup, SetupRefusal } from './setup.rules'

/** A person who can be chosen: an option of a question with the option's text as the name on the ballot. */
export interface Candidate {
  readonly personId: string
  /** A short text of the candidate's own, public. */
  readonly about: string
  /** The day the person agreed to stand, on paper or by phone; null while nobody has asked. */
  readonly consentOn: string | null
}

/** Candidates of any question of a poll. */
export const candidatesOf = (setup: {
  readonly questions: readonly { readonly candidates?: readonly Candidate[] | undefined }[]
}): readonly Candidate[] => setup.questions.flatMap(({ candidates = [] }) => candidates)

/** Whether somebody stands in the poll: then the person neither staffs its desk nor watches over it nor carries mandates. */
export const isCandidate = (setup: Parameters<typeof candidatesOf>[0], personId: string | null): boolean =>
  personId !== null && candidatesOf(setup).some((candidate) => candidate.personId === personId)

/**
 * The order of candidates on the ballot, by a lot that anybody can draw again: the SHA-256 of the published fingerprint
 * of the roll and the name, the smallest first. The fingerprint is fixed before anybody knows the order, and nobody
 * chooses it. Equal names keep the order they were entered in.
 * @returns places in `names`, the first on the ballot first
 */
export function drawnOrder(rollFingerprint: string, names: readonly string[]): number[] {
  const lots = names.map((name) => hexOf(createSha256().addText(`${rollFingerprint}|${name}`).digest()))
  return names
    .map((_, place) => place)
    .sort((a, b) => ((lots[a] ?? '') < (lots[b] ?? '') ? -1 : (lots[a] ?? '') > (lots[b] ?? '') ? 1 : a - b))
}

/** Why persons cannot be chosen like this; empty when they can, and where nobody stands. */
export function candidateRefusals(setup: PollSetup): SetupRefusal[] {
  const pack = rulePacks[setup.packId]
  const [source = null] = pack.sources
  // Owners elect their committee by art. 278 item 3; the other items are about things.
  const mayName = pack.mayNamePersons && (setup.packId !== 'owners_decision' || setup.ownerItem === 3)
  return setup.questions.flatMap(({ kind, options, candidates }, index): SetupRefusal[] => {
    if (candidates === undefined) return []
    const refuse = (text: string): SetupRefusal => ({
      path: `questions.${index}.candidates`,
      text,
      source: null,
    })
    if (!mayName) return [{ ...refuse(`${pack.label}里这类事项不能选人`), source }]
    if (kind !== 'choice' || candidates.length !== options.length)
      return [refuse('选人的问题，每个选项都要是一位候选人')]
    const people = new Set(candidates.map(({ personId }) => personId))
    const nameAt = (at: number): string => options[at]?.trim() || `候选人 ${at + 1}`
    const unasked = candidates.flatMap(({ consentOn }, at) => (consentOn === null ? nameAt(at) : []))
    return [
      ...(people.size < candidates.length ? [refuse('同一个人不能当两次候选人')] : []),
      ...(unasked.length > 0 ? [refuse(`还没有登记本人同意：${unasked.join('、')}`)] : []),
    ]
  })
}
