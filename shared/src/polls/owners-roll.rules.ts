/**
 * Who owners are and how many (domain-facts §1.2, 法释〔2020〕区分所有权解释 art. 8 and 9):
 * - area: everything a row's rooms have, in 0.01 m²;
 * - heads: one room one head; several rooms of the same buyer one head; everything the developer has not sold, or sold
 *   and not handed over, together one head, cast by the developer.
 * Co-owners of a room are one buyer together: one row, one head. The same two people with a second room are still one
 * row; one of them with a room alone is another row, because that is another buyer.
 */
export interface OwnedRoom {
  readonly roomId: string
  readonly areaHundredths: number
  /** `parking` for places and garages. */
  readonly isParking: boolean
  readonly delivery: 'delivered' | 'undelivered' | 'unsold'
  /** Everybody the register, or lawful possession (art. 1), makes an owner: keys of persons. */
  readonly ownerIds: readonly string[]
}

export interface OwnersRow {
  /** The owners together, sorted: one row a set of owners. `developer` for the developer's row. */
  readonly ownerIds: readonly string[]
  readonly isDeveloper: boolean
  readonly roomIds: readonly string[]
  readonly area: number
}

export interface OwnersRoll {
  readonly rows: readonly OwnersRow[]
  readonly area: number
  readonly heads: number
  /** Delivered rooms without a known owner: they count in the whole, and nobody can vote for them yet. */
  readonly ownerless: readonly string[]
}

/** How a city or the owners' own rules count; a snapshot of it goes into the frozen poll (山东条例 art. 25). */
export interface AreaCounting {
  readonly countsParking: boolean
}

/** The roll of owners from the rooms of an area. The order of rooms does not matter; rows come by their first room. */
export function ownersRoll(rooms: readonly OwnedRoom[], { countsParking }: AreaCounting): OwnersRoll {
  const rows = new Map<
    string,
    { ownerIds: string[]; isDeveloper: boolean; roomIds: string[]; area: number }
  >()
  const ownerless: string[] = []
  for (const room of [...rooms].sort((a, b) => (a.roomId < b.roomId ? -1 : 1))) {
    if (!Number.isSafeInteger(room.areaHundredths) || room.areaHundredths < 0)
      throw new RangeError(`no area: ${room.areaHundredths}`)
    const isDeveloper = room.delivery !== 'delivered'
    const ownerIds = isDeveloper ? [] : [...new Set(room.ownerIds)].sort()
    if (!isDeveloper && ownerIds.length === 0) ownerless.push(room.roomId)
    const key = isDeveloper ? 'developer' : ownerIds.length === 0 ? `room ${room.roomId}` : ownerIds.join(' ')
    const row = rows.get(key) ?? { ownerIds, isDeveloper, roomIds: [], area: 0 }
    row.roomIds.push(room.roomId)
    if (countsParking || !room.isParking) row.area += room.areaHundredths
    rows.set(key, row)
  }
  const found = [...rows.values()]
  return {
    rows: found,
    area: found.reduce((sum, row) => sum + row.area, 0),
    heads: found.length,
    ownerless,
  }
}
