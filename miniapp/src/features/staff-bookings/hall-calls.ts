import type { HallScreenView } from '@linli/shared/bookings/hall.schema'

/** One number that is called now, with the counter it is to go to. */
export interface HallCall {
  readonly queueNumber: string
  readonly calledAt: string
  readonly deskName: string
}

/** What all counters call, the newest first. */
export const callsOf = (screens: readonly HallScreenView[]): readonly HallCall[] =>
  screens
    .flatMap(({ called, deskName }) => called.map((one) => ({ ...one, deskName })))
    .sort((a, b) => (a.calledAt < b.calledAt ? 1 : -1))

const keyOf = ({ queueNumber, calledAt }: HallCall) => `${queueNumber} ${calledAt}`

/** Calls that were not there before, the oldest first, as they are to be said; the same number called again is one. */
export function newCalls(before: readonly HallCall[], now: readonly HallCall[]): readonly HallCall[] {
  const known = new Set(before.map(keyOf))
  return now.filter((call) => !known.has(keyOf(call))).toReversed()
}

/** `请 A 0 1 2 号，到 1 号窗口`: digit by digit, as a person reads a number out. */
export const spokenCall = ({ queueNumber, deskName }: HallCall): string =>
  `请 ${[...queueNumber].join(' ')} 号，到 ${deskName}`
