import type { DelegateAskMove, DelegateAskRow } from './delegate-ask.model'
import type { DelegateRow, GuardianRow, KinMove } from './kin.model'
import type { Kin } from './kin.repository'
import type { MergeTake } from './merge.model'
import type { PersonRow, PersonTag } from './person.model'
import type { PersonSet } from './persons.repository'
import type { Relation, ResidencyRow } from './residency.model'

/** Days in which a merge can be undone. */
export const UNDO_DAYS = 30

export type MergeRefusal = 'both_bound' | 'two_identities'

/** Why two records cannot become one; null when they can. */
export function refusalOf(
  keep: Pick<PersonRow, 'identityIndex'>,
  drop: Pick<PersonRow, 'identityIndex'>,
  bound: { readonly keep: boolean; readonly drop: boolean },
): MergeRefusal | null {
  // Two numbers are two humans, whatever else agrees.
  if (keep.identityIndex !== null && drop.identityIndex !== null) return 'two_identities'
  return bound.keep && bound.drop ? 'both_bound' : null
}

const phoneOf = ({ phone, phoneIndex, phoneTail }: PersonRow) => ({ phone, phoneIndex, phoneTail })
const nameOf = ({ name, nameTokens }: PersonRow) => ({ name, nameTokens })
const birthOf = ({ birthDate }: PersonRow) => ({ birthDate })
const identityOf = ({
  idKind,
  idNumber,
  idIndex,
  identityIndex,
  identityConfirmedAt,
  identityConfirmedBy,
}: PersonRow) => ({ idKind, idNumber, idIndex, identityIndex, identityConfirmedAt, identityConfirmedBy })

/** What goes together, and by what two values of it are told apart (sealed ones by their index). */
const groups = [
  { of: nameOf, key: (row: PersonRow) => row.name },
  { of: phoneOf, key: (row: PersonRow) => row.phoneIndex },
  { of: birthOf, key: (row: PersonRow) => row.birthDate },
  { of: identityOf, key: (row: PersonRow) => row.identityIndex },
  { of: ({ tags }: PersonRow) => ({ tags }), key: ({ tags }: PersonRow) => JSON.stringify(tags) },
] as const

/** The fields of the kept record after the merge; those that stay the same are left out. */
export function fieldsAfterMerge(keep: PersonRow, drop: PersonRow, take: MergeTake): PersonSet {
  const tags = unitedTags(keep.tags, drop.tags)
  return {
    ...(take.name && drop.name !== keep.name && nameOf(drop)),
    ...((take.phone || keep.phone === null) && drop.phone !== null && phoneOf(drop)),
    ...((take.birthDate || keep.birthDate === null) && drop.birthDate !== null && birthOf(drop)),
    ...(keep.identityIndex === null && drop.identityIndex !== null && identityOf(drop)),
    ...(tags !== keep.tags && { tags }),
  }
}

/**
 * What brings the kept record back to what it was: every value the merge gave it, unless somebody has changed
 * that value since; a later correction is not undone with the merge.
 */
export function fieldsBeforeMerge(
  now: PersonRow,
  before: PersonRow,
  drop: PersonRow,
  take: MergeTake,
): PersonSet {
  const merged = { ...before, ...fieldsAfterMerge(before, drop, take) }
  return groups.reduce<PersonSet>(
    (set, { of, key }) =>
      key(now) === key(merged) && key(now) !== key(before) ? { ...set, ...of(before) } : set,
    {},
  )
}

/** Both sets of marks; of a mark on both, the one that holds longer. The very same array when nothing is added. */
function unitedTags(keep: PersonTag[], drop: readonly PersonTag[]): PersonTag[] {
  const until = ({ expiresAt }: PersonTag): number => expiresAt?.getTime() ?? Number.POSITIVE_INFINITY
  const added = drop.filter((tag) => {
    const own = keep.find((other) => other.code === tag.code)
    return own === undefined || until(tag) > until(own)
  })
  if (added.length === 0) return keep
  const codes = new Set(added.map((tag) => tag.code))
  return [...keep.filter((tag) => !codes.has(tag.code)), ...added]
}

/** The one that says more about the room stays. */
const strength: readonly Relation[] = ['carer', 'tenant', 'family', 'owner']

/** Which relations change hands and which end, when both records have one with the same room today. */
export function planRelations(
  keep: readonly ResidencyRow[],
  drop: readonly ResidencyRow[],
): { readonly moveIds: string[]; readonly endIds: string[] } {
  const held = new Map(keep.filter((row) => row.to === null).map((row) => [row.roomId, row]))
  const endIds = drop
    .filter((row) => row.to === null)
    .flatMap((row) => {
      const own = held.get(row.roomId)
      if (!own) return []
      return [strength.indexOf(row.relation) > strength.indexOf(own.relation) ? own._id : row._id]
    })
  return { moveIds: drop.map((row) => row._id), endIds }
}

/** Guardians and delegates that name the record that goes: renamed, or ended where the kept one has the same already. */
export function planKin(
  keepId: string,
  dropId: string,
  keep: Kin,
  drop: Kin,
): { moves: KinMove[]; endIds: string[] } {
  const moves: KinMove[] = []
  const endIds: string[] = []
  const guards = new Set(keep.guardians.map(pairOfGuardian))
  for (const row of drop.guardians) {
    const field = row.childPersonId === dropId ? 'childPersonId' : 'guardianPersonId'
    const next = { ...row, [field]: keepId }
    if (next.childPersonId === next.guardianPersonId || guards.has(pairOfGuardian(next))) endIds.push(row._id)
    else moves.push({ id: row._id, field })
  }
  const acts = new Set(keep.delegates.map(pairOfDelegate))
  for (const row of drop.delegates) {
    const field = row.principalPersonId === dropId ? 'principalPersonId' : 'delegatePersonId'
    const next = { ...row, [field]: keepId }
    if (next.principalPersonId === next.delegatePersonId || acts.has(pairOfDelegate(next)))
      endIds.push(row._id)
    else moves.push({ id: row._id, field })
  }
  return { moves, endIds }
}

/**
 * Open wishes to act for somebody that name the record that goes: renamed. One that the kept record has already, or
 * that would then be of a person with himself, stays with the other, where nobody sees it.
 */
export function planAsks(
  keepId: string,
  dropId: string,
  keep: readonly DelegateAskRow[],
  drop: readonly DelegateAskRow[],
): DelegateAskMove[] {
  const known = new Set(keep.map(pairOfDelegate))
  return drop.flatMap((row) => {
    const field = row.principalPersonId === dropId ? 'principalPersonId' : 'delegatePersonId'
    const next = { ...row, [field]: keepId }
    if (next.principalPersonId === next.delegatePersonId || known.has(pairOfDelegate(next))) return []
    return [{ id: row._id, field }]
  })
}

const pairOfGuardian = ({ childPersonId, guardianPersonId }: GuardianRow): string =>
  `${childPersonId}/${guardianPersonId}`
const pairOfDelegate = ({
  principalPersonId,
  delegatePersonId,
}: Pick<DelegateRow, 'principalPersonId' | 'delegatePersonId'>): string =>
  `${principalPersonId}/${delegatePersonId}`
