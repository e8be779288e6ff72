import { type TagDefinition, tagHolds, type TagSource } from '@linli/shared/people/tag-catalogue'
import { dayOf } from '@linli/shared/time'
import type { PersonTag } from './person.model'

export interface TagEntry {
  readonly code: string
  readonly source: TagSource
  readonly sourceRef: string | null
  readonly expiresAt: Date | null
}

const DAY_MS = 86_400_000
/** Marks end with a day; lists name the day and not the hour somebody happened to set it. */
const lastDayOf = (expiresAt: Date | null): string | null =>
  expiresAt && dayOf(new Date(expiresAt.getTime() - 1))

/**
 * The marks with one more, or the very same array when it is there already. A mark that says nothing of its end
 * keeps the end that is known, or gets the longest its kind allows.
 */
export function withTag(
  held: PersonTag[],
  tag: TagEntry,
  definition: Pick<TagDefinition, 'holdsDays'> | undefined,
  { now, by }: { readonly now: Date; readonly by: string | null },
): PersonTag[] {
  const known = held.find((other) => other.code === tag.code)
  const isThere =
    known !== undefined &&
    tagHolds(known.expiresAt, now) &&
    known.source === tag.source &&
    known.sourceRef === tag.sourceRef &&
    (tag.expiresAt === null || lastDayOf(known.expiresAt) === lastDayOf(tag.expiresAt))
  if (isThere) return held
  const holdsDays = definition?.holdsDays ?? null
  const latest = holdsDays === null ? null : new Date(now.getTime() + holdsDays * DAY_MS)
  const { code, source, sourceRef, expiresAt } = tag
  return [
    ...held.filter((other) => other.code !== code),
    { code, source, sourceRef, setAt: now, setBy: by, expiresAt: expiresAt ?? latest },
  ]
}
