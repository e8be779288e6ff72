import type { Scope } from '../../platform/scope'
import type { NodeRow } from './node.model'
import { readQuery } from './space.search'
import type { SpaceRepository } from './space.repository'

/** Words such as 花园 name many places; numbers are looked for under the first of them. */
const PLACES_AT_MOST = 20

export type PlaceSearch = (scope: Scope, typed: string, limit: number) => Promise<NodeRow[]>

/** Places by what people type, the larger ones first. Every step enters an index by its rarest token. */
export const createPlaceSearch = (nodes: SpaceRepository): PlaceSearch =>
  async function search(scope, typed, limit) {
    const { words, numbers } = readQuery(typed)
    const found = new Map<string, NodeRow>()
    const keep = (rows: readonly NodeRow[]) => rows.forEach((row) => found.set(row._id, row))
    const bears = (tokens: readonly string[], within?: readonly string[]) =>
      nodes.search(scope, tokens, { limit, ...(within && { within }) })
    if (words.length === 0 && numbers !== null) keep(await bears([numbers]))
    for (const way of words) {
      keep(await bears(numbers === null ? way : [numbers, ...way]))
      if (numbers === null) continue
      const places = await nodes.search(scope, way, { limit: PLACES_AT_MOST })
      if (places.length > 0)
        keep(
          await bears(
            [numbers],
            places.map((row) => row._id),
          ),
        )
    }
    return [...found.values()].toSorted((a, b) => a.rank - b.rank || (a._id < b._id ? -1 : 1)).slice(0, limit)
  }
