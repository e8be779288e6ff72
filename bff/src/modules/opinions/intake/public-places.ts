import type { Place } from '../../space/space.service'
import type { OpinionSpace } from '../opinions.ports'

/** The places a case is near to, the narrowest first: the building (or common part) and the estate, never the door. */
export async function publicPlacesOf(space: Pick<OpinionSpace, 'around'>, place: Place): Promise<string[]> {
  const all = [place, ...(await space.around(place))]
  const start = all.findIndex(({ kind }) => kind !== 'room' && kind !== 'unit')
  return all
    .slice(Math.max(0, start))
    .filter(({ kind }) => kind !== 'grid' && kind !== 'community')
    .map(({ id }) => id)
}
