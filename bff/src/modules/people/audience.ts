import type { ResidencyRow } from './residency.model'
import { bornBy, yearsOfTag } from './people.tags'

/** Whom something addresses: everybody under the nodes, or those of them who carry any of the tags. */
export interface Audience {
  readonly nodeIds: readonly string[]
  readonly tags: readonly string[]
}

type Condition = Record<string, unknown>

/** The residencies an audience consists of at `now`; the caller adds its scope. */
export function audienceFilter(audience: Audience, now: Date): Condition {
  const place: Condition = { to: null, path: { $in: [...audience.nodeIds] } }
  if (audience.tags.length === 0) return place
  const stored = audience.tags.filter((code) => yearsOfTag(code) === undefined)
  const years = audience.tags.map(yearsOfTag).filter((value) => value !== undefined)
  const branches: Condition[] = []
  if (stored.length > 0) {
    branches.push({ tags: { $elemMatch: { code: { $in: stored }, until: null } } })
    branches.push({ tags: { $elemMatch: { code: { $in: stored }, until: { $gt: now } } } })
  }
  // The youngest age asked for contains the others.
  if (years.length > 0) branches.push({ birthDate: { $lte: bornBy(Math.min(...years), now) } })
  return { ...place, $or: branches }
}

/** The same judgement for one residency in memory: what a reader sees must agree with what was counted. */
export function addresses(
  audience: Audience,
  residency: Pick<ResidencyRow, 'path' | 'tags' | 'birthDate' | 'to'>,
  now: Date,
): boolean {
  if (residency.to !== null || !residency.path.some((nodeId) => audience.nodeIds.includes(nodeId)))
    return false
  return audience.tags.length === 0 || tagsAt(residency, now).some((code) => audience.tags.includes(code))
}

/** Every tag a residency carries at `now`, those of age included. */
export function tagsAt(residency: Pick<ResidencyRow, 'tags' | 'birthDate'>, now: Date): string[] {
  const stored = residency.tags.filter((tag) => tag.until === null || tag.until > now).map((tag) => tag.code)
  const aged = ['age60', 'age80'].filter((code) => {
    const years = yearsOfTag(code)
    return years !== undefined && residency.birthDate !== null && residency.birthDate <= bornBy(years, now)
  })
  return [...stored, ...aged]
}
