import type { OpinionStatus } from './opinions.machine'

/**
 * The three rates (三率) of cases that ended in a month. Reference: domain facts §3.3: response = first contact in time
 * of those due; resolution and satisfaction = what residents said of those who said anything, asked by callback or
 * not; consultations, merged, malicious and beyond one's duties left out, and named. Unrated never counts as satisfied.
 */
export const exclusionReasons = {
  consult: '咨询',
  merged: '合并办理',
  withdrawn: '居民撤回',
  rejected: '没有受理',
  malicious: '恶意反映',
  beyond: '超出职责',
} as const
export type ExclusionReason = keyof typeof exclusionReasons
/** What staff mark themselves, with a reason; the rest follows from the case. */
export const markedReasons = ['malicious', 'beyond'] as const satisfies readonly ExclusionReason[]

/** Categories that ask and do not complain. */
const consultations: ReadonlySet<string> = new Set(['other.policy', 'other.praise'])

interface Kept {
  readonly dueAt: Date
  readonly doneAt: Date | null
}
interface Said {
  readonly solved: 'yes' | 'partly' | 'no'
  readonly score: number
}

/** What the figures look at of one ended case. */
export interface EndedCase {
  readonly status: OpinionStatus
  readonly categoryCode: string
  readonly excluded: (typeof markedReasons)[number] | null
  /** The promise to say whether it is accepted. */
  readonly first: Kept | null
  /** The promise of the answer. */
  readonly answer: Kept | null
  readonly rating: Said | null
  /** What a callback heard; null while nobody called or nobody was reached. */
  readonly callback: Said | null
}

/** One case as the rates count it; null: it does not count for this rate. */
export interface Measured {
  readonly excluded: ExclusionReason | null
  readonly response: boolean | null
  readonly onTime: boolean | null
  readonly resolution: boolean | null
  readonly satisfaction: boolean | null
  /** Neither rated nor reached: in no rate, shown beside them. */
  readonly unheard: boolean
}

export const measures = ['response', 'onTime', 'resolution', 'satisfaction'] as const
export type Measure = (typeof measures)[number]
export const measureLabel: Record<Measure, string> = {
  response: '响应率',
  onTime: '按时办结率',
  resolution: '解决率',
  satisfaction: '满意率',
}

/** 基本满意 and better of five levels. */
const SATISFIED_FROM = 3

const inTime = (promise: Kept | null): boolean | null =>
  promise === null ? null : promise.doneAt !== null && promise.doneAt <= promise.dueAt

export function measureCase(one: EndedCase): Measured {
  const excluded = exclusionOf(one)
  if (excluded !== null) {
    const nothing = { response: null, onTime: null, resolution: null, satisfaction: null }
    return { excluded, ...nothing, unheard: false }
  }
  // What the resident said beats what was asked on the phone.
  const said = one.rating ?? one.callback
  return {
    excluded,
    response: inTime(one.first),
    onTime: inTime(one.answer),
    resolution: said === null ? null : said.solved !== 'no',
    satisfaction: said === null ? null : said.score >= SATISFIED_FROM,
    unheard: said === null,
  }
}

function exclusionOf({ status, categoryCode, excluded }: EndedCase): ExclusionReason | null {
  if (status === 'merged' || status === 'withdrawn' || status === 'rejected') return status
  return excluded ?? (consultations.has(categoryCode) ? 'consult' : null)
}

export interface Rate {
  readonly hit: number
  readonly of: number
}
export type Rates = Readonly<Record<Measure, Rate>> & {
  readonly cases: number
  readonly unheard: number
  readonly excluded: number
}

/** Adds up cases; an empty denominator stays empty instead of becoming nought per cent. */
export function ratesOf(all: readonly Measured[]): Rates {
  const rate = (measure: Measure): Rate => ({
    hit: all.filter((one) => one[measure] === true).length,
    of: all.filter((one) => one[measure] !== null).length,
  })
  return {
    cases: all.length,
    response: rate('response'),
    onTime: rate('onTime'),
    resolution: rate('resolution'),
    satisfaction: rate('satisfaction'),
    unheard: all.filter(({ unheard }) => unheard).length,
    excluded: all.filter(({ excluded }) => excluded !== null).length,
  }
}

/** `85.7%`, or a dash where nothing counts. */
export function rateText({ hit, of }: Rate): string {
  if (of === 0) return '—'
  const tenths = Math.round((hit * 1000) / of)
  return tenths % 10 === 0 ? `${tenths / 10}%` : `${(tenths / 10).toFixed(1)}%`
}

/**
 * Whether a closed case is called back about: every one that said it is not solved or not satisfied, and a share of
 * the others, the unrated included. Drawn by its id, so that nobody chooses whom to ask.
 */
export function isSampled(id: string, rating: Said | null, percent: number): boolean {
  if (rating !== null && (rating.solved === 'no' || rating.score < SATISFIED_FROM)) return true
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 9973
  return sum % 100 < percent
}

/** What of the cases behind a figure: `miss` those that did not reach it, `persons` complaints against a person. */
export const figureParts = ['all', 'hit', 'miss', 'unheard', 'excluded', 'persons'] as const
export type FigurePart = (typeof figureParts)[number]
