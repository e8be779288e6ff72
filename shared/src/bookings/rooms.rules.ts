/** What people take a seat at. A room is asked for, with a purpose, and the office decides. */
export const deskKinds = ['counter', 'room'] as const
export type DeskKind = (typeof deskKinds)[number]

export const deskKindLabel: Readonly<Record<DeskKind, string>> = {
  counter: '办事窗口',
  room: '活动室，要社区同意',
}

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
