/** Who stands where in the queue, and what can honestly be said about the time until then. */

export const lanes = ['booked', 'walk-in', 'elder'] as const
export type Lane = (typeof lanes)[number]

const laneLetter: Readonly<Record<Lane, string>> = { booked: 'A', 'walk-in': 'B', elder: 'L' }

/** `A012`: the lane's letter and the number of the day. */
export const queueNumber = (lane: Lane, value: number): string =>
  `${laneLetter[lane]}${String(value).padStart(3, '0')}`

/** Elders have a lane of their own; otherwise it tells whether one had booked. */
export const laneOf = (elder: boolean, hasSlot: boolean): Lane =>
  elder ? 'elder' : hasSlot ? 'booked' : 'walk-in'

/**
 * The instant that orders the queue, smallest first: who comes early waits for the own time, who comes late has no
 * claim on the past. An elder stands as if come `elderMinutes` earlier.
 */
export function queueAt(arrivedAt: Date, slotStart: Date | null, elder: boolean, elderMinutes: number): Date {
  const from = Math.max(arrivedAt.getTime(), slotStart?.getTime() ?? 0)
  return new Date(from - (elder ? elderMinutes * 60_000 : 0))
}

export interface WaitEstimate {
  readonly fromMinutes: number
  readonly toMinutes: number
}

/** With fewer measured times there is nothing honest to say. */
const FEWEST_MEASURED = 3

/**
 * A range from the middle half of the service times measured today, or null while too few are known. `ahead` people
 * are shared by `counters` that serve now. Minutes, rounded outwards to five, so that nobody is promised a minute.
 */
export function estimateWait(
  serviceMinutes: readonly number[],
  ahead: number,
  counters: number,
): WaitEstimate | null {
  if (serviceMinutes.length < FEWEST_MEASURED || counters < 1) return null
  const sorted = [...serviceMinutes].sort((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  const rounds = Math.ceil(ahead / counters)
  return {
    fromMinutes: Math.floor((rounds * at(0.25)) / 5) * 5,
    toMinutes: Math.ceil((rounds * at(0.75)) / 5) * 5,
  }
}

export type MissedStanding = 'fine' | 'warned' | 'limited'

/**
 * Two missed bookings within the window warn, the next one limits (product §3.4); what staff excused does not count.
 * The figures are tenant data.
 */
export function missedStanding(
  missed: number,
  { warnAt, limitAt }: { warnAt: number; limitAt: number },
): MissedStanding {
  if (missed >= limitAt) return 'limited'
  return missed >= warnAt ? 'warned' : 'fine'
}
