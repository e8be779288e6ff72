import { defineMachine, type EventOf, type StatusOf } from '../machine'

/**
 * Poll 表决. What the clock decides is not an event: a frozen poll is open from `opensAt` and closed from `closesAt` by
 * comparison, whatever a sweep has done so far (participation §7.3). `seal` is the work that follows the end: every row
 * of the roll is sealed, and only then is anything counted.
 */
export const pollMachine = defineMachine({
  draft: { prepare: 'preparing', discard: 'discarded' },
  preparing: { revise: 'draft', publish_roll: 'roll_published', discard: 'discarded' },
  roll_published: {
    withdraw_roll: 'preparing',
    freeze: 'frozen',
    /** Where the city's own system has to be used: its figures are entered, and judged by the same rules. */
    record_official: 'counted',
    discard: 'discarded',
  },
  frozen: { seal: 'sealing', cancel: 'cancelled' },
  sealing: { count: 'counted' },
  /** Correcting entered figures makes another root: who has signed the former has not signed this one. */
  counted: { publish: 'published', correct_official: 'counted' },
  /** Filing of a charter is written down, and may be mended, whoever has signed by then. */
  published: { sign: 'signed', correct_official: 'published', record_filing: 'published' },
  signed: { correct_official: 'published', record_filing: 'signed' },
  discarded: {},
  cancelled: {},
})

export type PollStatus = StatusOf<typeof pollMachine>
export type PollEvent = EventOf<typeof pollMachine>

/** The status together with the clock: what everybody is shown. */
export type PollPhase = PollStatus | 'waiting' | 'open' | 'closed'

/** `frozen` read with the clock. `closesAt` itself is too late. */
export function pollPhase(
  { status, opensAt, closesAt }: { status: PollStatus; opensAt: Date; closesAt: Date },
  now: Date,
): PollPhase {
  if (status !== 'frozen') return status
  if (now < opensAt) return 'waiting'
  return now < closesAt ? 'open' : 'closed'
}

/** Everybody of the community reads the result. */
export const isPublished = (phase: PollPhase): boolean => phase === 'published' || phase === 'signed'

/** The count exists; before publication it is the desk's and the supervisors'. */
export const isCounted = (phase: PollPhase): boolean => phase === 'counted' || isPublished(phase)

export const pollPhaseLabel: Record<PollPhase, string> = {
  draft: '草稿',
  preparing: '准备中',
  roll_published: '名册公示',
  frozen: '待投票',
  waiting: '待投票',
  open: '投票中',
  closed: '已截止，计票中',
  sealing: '已截止，计票中',
  counted: '已截止，待公布',
  published: '已公布',
  signed: '已公布，监督已签认',
  discarded: '已作废',
  cancelled: '已中止',
}
