/**
 * What people take a seat at. A room is asked for, with a purpose, and the office decides. Means are never booked by
 * themselves: they are people or equipment that other desks need.
 */
export const deskKinds = ['counter', 'room', 'visit', 'means'] as const
export type DeskKind = (typeof deskKinds)[number]

export const deskKindLabel: Readonly<Record<DeskKind, string>> = {
  counter: '办事窗口',
  room: '活动室，要社区同意',
  visit: '上门服务，工作人员到居民家里',
  means: '人手或设备，几个窗口合用',
}

/** People wait at a counter and are called; a room is gone to, and staff who visit go to the person. */
export const hasQueue = (kind: DeskKind): boolean => kind === 'counter'

export const groupLimits = { purpose: 200, organisation: 40, heads: 2_000, reason: 200 } as const

/** Who comes to a room, and what for. */
export interface GroupWish {
  readonly purpose: string
  readonly heads: number
  /** Empty for neighbours who come as themselves. */
  readonly organisation: string
}

export interface GroupFault {
  readonly field: 'purpose' | 'heads'
  readonly message: string
}

/** What is wrong with a wish for a room, every field named. `most` is what the room holds; null when nobody said. */
export function faultsOfGroup(wish: GroupWish | undefined, most: number | null): GroupFault[] {
  const faults: GroupFault[] = []
  if ((wish?.purpose.trim() ?? '').length < 2)
    faults.push({ field: 'purpose', message: '请写用来做什么，至少 2 个字' })
  const heads = wish?.heads ?? 0
  if (!Number.isInteger(heads) || heads < 1) faults.push({ field: 'heads', message: '请填大约几个人' })
  else if (most !== null && heads > most) faults.push({ field: 'heads', message: `这间最多坐 ${most} 人` })
  return faults
}

/** Rooms of one desk that have names; as many as it has. */
export const roomLimits = { name: 20, rooms: 30 } as const

/** One of several rooms that are asked for at one desk. */
export interface DeskRoom {
  readonly id: string
  readonly name: string
}

/** `活动室 203 室`: what somebody looks for on the spot; the desk alone where its rooms have no names. */
export const deskWithRoom = (deskName: string, room: Pick<DeskRoom, 'name'> | null | undefined): string =>
  room ? `${deskName} ${room.name}` : deskName

/** One request takes at most so many times of a room, the first one included. */
export const MOST_IN_A_ROW = 6

/** Part of a room's day; what is not free cannot be asked for. */
export interface RoomTime {
  readonly startsAt: Date
  readonly endsAt: Date
  /** Which rooms are free then; absent where they have no names. */
  readonly rooms?: readonly string[] | undefined
}

/** Whether each time begins when the one before has ended and been tidied up. */
export const isInARow = (times: readonly RoomTime[], bufferMinutes: number): boolean =>
  times.every(({ startsAt }, index) => {
    const before = times[index - 1]
    return before === undefined || startsAt.getTime() - before.endsAt.getTime() === bufferMinutes * 60_000
  })

/**
 * The free times that follow one without a gap, that one included; `times` in order. Where rooms have names it goes on
 * as long as one of them is free all the while: nobody moves to another room in between. Empty when it is not free.
 */
export function rowFrom<T extends RoomTime>(
  times: readonly (T & { readonly free: boolean })[],
  first: (time: T) => boolean,
  bufferMinutes: number,
): T[] {
  const row: T[] = []
  let rooms: readonly string[] | undefined
  for (const time of times.slice(Math.max(0, times.findIndex(first)))) {
    if (!time.free || !isInARow([...row.slice(-1), time], bufferMinutes) || row.length >= MOST_IN_A_ROW) break
    const { rooms: free } = time
    rooms = rooms === undefined || free === undefined ? free : rooms.filter((one) => free.includes(one))
    if (rooms?.length === 0) break
    row.push(time)
  }
  return row
}
