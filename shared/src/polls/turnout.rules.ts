import { naturalOrder } from '../natural-order'
import { MINIMUM_CELL, type PollSecrecy } from './polls.kinds'

/** How many rows of one building have voted. */
export interface PlaceTurnout {
  /** `锦和苑 3 号楼`; 其他 for those that are too few to be named. */
  readonly place: string
  readonly rows: number
  readonly voted: number
}

/** `锦和苑 3 号楼` of `锦和苑 3 号楼 2 单元 周**`, as everybody reads it on the roll; null where no building is named. */
export const buildingOf = (label: string): string | null =>
  /^.*?(?:号楼|栋|幢|座)(?= |$)/.exec(label)?.[0] ?? null

const OTHERS = '其他'

/** Whether a line would tell too much: fewer rows than a minimum cell, or in a secret poll so few who came or stayed away. */
export const isSmallCell = (secrecy: PollSecrecy, { rows, voted }: Omit<PlaceTurnout, 'place'>): boolean =>
  rows < MINIMUM_CELL || (secrecy === 'secret' && (voted < MINIMUM_CELL || rows - voted < MINIMUM_CELL))

/** Adds up a sealed roll line by line. */
export function createPlaceTurnout() {
  const cells = new Map<string | null, PlaceTurnout>()
  const sum = (a: PlaceTurnout, b: PlaceTurnout): PlaceTurnout => ({
    place: a.place,
    rows: a.rows + b.rows,
    voted: a.voted + b.voted,
  })
  return {
    add(label: string, hasVoted: boolean): void {
      const place = buildingOf(label)
      const one = { place: place ?? OTHERS, rows: 1, voted: hasVoted ? 1 : 0 }
      const known = cells.get(place)
      cells.set(place, known ? sum(known, one) : one)
    },
    /**
     * By building, none of them below the minimum cell. In a secret poll neither those who voted nor those who stayed
     * away may be fewer: nobody learns of a neighbour whether the neighbour was there. What is too small is put together,
     * with the next smallest until the sum is large enough, so that subtracting tells nothing either (participation §3.4
     * lines 7 and 8). Empty where only one line would be left: that is the turnout of all.
     */
    result(secrecy: PollSecrecy): PlaceTurnout[] {
      const isSmall = (cell: PlaceTurnout): boolean => isSmallCell(secrecy, cell)
      const named = [...cells].flatMap(([place, cell]) => (place === null || isSmall(cell) ? [] : [cell]))
      named.sort((a, b) => a.rows - b.rows || naturalOrder(a.place, b.place))
      let others = [...cells]
        .filter(([place, cell]) => place === null || isSmall(cell))
        .reduce((all, [, cell]) => sum(all, cell), { place: OTHERS, rows: 0, voted: 0 })
      while (others.rows > 0 && isSmall(others)) {
        const next = named.shift()
        if (next === undefined) return []
        others = sum(others, next)
      }
      const lines = [
        ...named.sort((a, b) => naturalOrder(a.place, b.place)),
        ...(others.rows > 0 ? [others] : []),
      ]
      return lines.length < 2 ? [] : lines
    },
  }
}
