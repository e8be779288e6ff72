import type { NoticeStage } from '@linli/shared/notices/notices.machine'
import type { NoticeCategory } from '@linli/shared/notices/notices.rules'
import { searchWays } from './notice-search'

/** A condition on notices, as the database takes it. */
export type NoticeFilter = Record<string, unknown>

/** Which live notices a reader is shown. */
export interface ReaderFilter {
  /** Public ones only, or those that address somebody of these nodes and tags. */
  readonly audience: 'public' | { readonly nodeIds: readonly string[]; readonly tags: readonly string[] }
  readonly category?: NoticeCategory | undefined
  readonly q?: string | undefined
}

/** The last row of the page before, or null for the first page. */
export interface ListPlace {
  readonly after: { readonly pinned: boolean; readonly publishAt: Date; readonly id: string } | null
  readonly limit: number
}

/** All of the conditions; two of them may each bring an `$or`, so they are never merged. */
export function allOf(...filters: readonly NoticeFilter[]): NoticeFilter {
  const wanted = filters.filter((filter) => Object.keys(filter).length > 0)
  const [only, ...others] = wanted
  return others.length === 0 ? (only ?? {}) : { $and: wanted }
}

const notOver = (now: Date): NoticeFilter => ({ $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] })
const isOut = (now: Date): NoticeFilter => ({
  status: { $in: ['published', 'scheduled'] },
  publishAt: { $lte: now },
})

/** Visible by the clock, even if the sweep that publishes is late. */
export const liveAt = (now: Date): NoticeFilter => allOf(isOut(now), notOver(now))

/** The rows that `noticeStage` calls by this name; the two are tested against each other. */
export function inStage(stage: NoticeStage, now: Date): NoticeFilter {
  switch (stage) {
    case 'draft':
    case 'withdrawn':
    case 'discarded':
      return { status: stage }
    case 'scheduled':
      return { status: 'scheduled', publishAt: { $gt: now } }
    case 'live':
      return liveAt(now)
    case 'ended':
      return allOf(isOut(now), { expiresAt: { $ne: null, $lte: now } })
  }
}

export function matchesAudience({ audience }: ReaderFilter): NoticeFilter {
  if (audience === 'public') return { 'audience.visibility': 'public' }
  return {
    'audience.nodeIds': { $in: [...audience.nodeIds] },
    $or: [{ 'audience.tags': { $size: 0 } }, { 'audience.tags': { $in: [...audience.tags] } }],
  }
}

/** Words typed by a person; blanks and punctuation alone search for nothing and leave the list whole. */
export function matchesSearch(q: string): NoticeFilter {
  const ways = searchWays(q).map((way) => ({ tokens: { $all: [...way] } }))
  const [only, ...others] = ways
  if (!only) return {}
  return others.length === 0 ? only : { $or: ways }
}

export function afterPlace(after: ListPlace['after']): NoticeFilter {
  if (after === null) return {}
  return {
    $or: [{ publishAt: { $lt: after.publishAt } }, { publishAt: after.publishAt, _id: { $lt: after.id } }],
  }
}
