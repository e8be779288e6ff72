import { tagHolds } from '@linli/shared/people/tag-catalogue'
import type { PersonTag } from './person.model'
import type { Relation } from './residency.model'

/** Marks the person gave and which still hold: they rest on the own word, so the own word takes them off. */
export const ownMarksOf = (tags: readonly PersonTag[], now: Date): PersonTag[] =>
  tags.filter((tag) => tag.source === 'self' && tagHolds(tag.expiresAt, now))

/**
 * Whether somebody owns no room today. An owner stays on the roll of owners whatever becomes of the account: what
 * the owners decide is counted by it (民法典 art. 278; 个人信息保护法 art. 13, 47).
 */
export const nothingOwned = (
  homes: readonly { readonly relation: Relation; readonly to: Date | null }[],
): boolean => !homes.some((row) => row.relation === 'owner' && row.to === null)
