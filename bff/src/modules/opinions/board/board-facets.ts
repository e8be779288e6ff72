import type { OpinionRow } from '../opinion.model'

/** A sign that no word of a text can contain, so that a facet is never found by typing. */
const MARK = '@'

export const gridFacet = (gridId: string): string => `${MARK}${gridId}`
export const groupFacet = (groupCode: string): string => `${MARK}${groupCode}`

/** What a public case is filtered by, kept among the words it is found by: one index serves both. */
export function boardFacets({ category, place }: Pick<OpinionRow, 'category' | 'place'>): string[] {
  return [
    groupFacet(category.code.split('.', 1)[0] ?? ''),
    ...(place.gridId === null ? [] : [gridFacet(place.gridId)]),
  ]
}
