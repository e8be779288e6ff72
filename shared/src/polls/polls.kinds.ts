import type { ShareRule } from './share.rules'

/** How a question is answered. A method without a rule in ballot.rules.ts and a counter does not compile. */
export const pollMethods = ['single', 'multiple', 'approval', 'score', 'ranked'] as const
export type PollMethod = (typeof pollMethods)[number]

/** Whether a ballot can be traced to its voter. Chosen before opening and never changed (participation §5.5). */
export const pollSecrecies = ['named', 'secret'] as const
export type PollSecrecy = (typeof pollSecrecies)[number]

/** Why somebody who was meant to be on a roll of persons is not. */
export const leftOutReasons = ['unconfirmed', 'birthday', 'minor', 'gone'] as const
export type LeftOutReason = (typeof leftOutReasons)[number]

export const leftOutLabel: Record<LeftOutReason, string> = {
  unconfirmed: '身份没核对',
  birthday: '没有出生日期，算不出满没满 18 岁',
  minor: '开始投票时未满 18 岁',
  gone: '已经不在本社区的居民名册上',
}

/** What one row of the roll stands for. */
export const pollElectorates = ['person', 'household', 'owner', 'representative'] as const
export type PollElectorate = (typeof pollElectorates)[number]

/** What is said of those left out: a home stands on its roll whoever of it may cast. */
export const leftOutTitle = (electorate: PollElectorate): string =>
  electorate === 'household' ? '还不能用手机投' : '没上名册'

export const packIds = [
  'straw_poll',
  'residents_meeting',
  'representatives_meeting',
  'owners_decision',
] as const
export type PackId = (typeof packIds)[number]

/** A motion asks for or against; a choice asks which. */
export type QuestionKind = 'motion' | 'choice'

/** What a share is taken of: heads (or their integer weight), or area in 0.01 m². */
export type Dimension = 'votes' | 'area'

/** Rows that were reached and did not answer: not there, or with the majority (domain-facts §1.4). */
export type SilentPolicy = 'not_participating' | 'follow_majority'

/** What makes a question pass. Frozen with the poll, so that a recount needs no table of laws. */
export interface DecisionRule {
  /** Every dimension has to be met on its own (民法典 art. 278). */
  readonly dimensions: readonly Dimension[]
  /** Share of the whole roll that has to take part; null when there is no quorum. */
  readonly quorum: ShareRule | null
  /** Share that has to be in favour; null when the most votes decide. */
  readonly majority: ShareRule | null
  /** What the majority is taken of. */
  readonly majorityOf: 'cast' | 'roll'
  readonly silent: SilentPolicy
}

export interface PollOption {
  /** One letter, `A` to `T`, in the order of the paper. */
  readonly key: string
  readonly text: string
  /** Of a person: the short text the candidate stands with. */
  readonly about?: string | undefined
}

export interface PollQuestion {
  readonly id: string
  readonly kind: QuestionKind
  readonly text: string
  readonly method: PollMethod
  readonly options: readonly PollOption[]
  /** Fewest and most options of a `multiple` ballot; 1 and the number of options otherwise. */
  readonly min: number
  readonly max: number
  /** Highest mark of a `score` ballot, 1 to 9; 0 for other methods. */
  readonly scoreMax: number
  /** How many options can win; 1 for a motion. */
  readonly seats: number
  readonly decision: DecisionRule
}

/** Letters of the options: a choice stays one byte an option, so that a ballot is one SHA-256 block. */
export const OPTION_KEYS = 'ABCDEFGHIJKLMNOPQRST'
export const MOST_OPTIONS = OPTION_KEYS.length
/** More ways to rank or mark than this would sign a secret ballot (the "Italian attack"). */
export const MOST_SECRET_RANKED_OPTIONS = 5
export const MOST_QUESTIONS = 10
/** Scans of the document that tells what the city's own system has counted. */
export const MOST_OFFICIAL_FILES = 9
/** 弃权: takes part, is for nobody (domain-facts §1.4). */
export const ABSTAIN = '-'
/** The option of a motion that is in favour, against. */
export const IN_FAVOUR = 'A'
export const AGAINST = 'B'

/** No result about fewer people than this (participation §3.4 line 7). */
export const MINIMUM_CELL = 5
/** A secret poll of fewer is named in all but name (line 9). */
export const SMALLEST_SECRET_ROLL = 10
/** A secret board of fewer ballots is for the supervisors only. */
export const SMALLEST_PUBLIC_BOARD = 10

export const methodLabel: Record<PollMethod, string> = {
  single: '单选',
  multiple: '多选',
  approval: '赞成投票',
  score: '打分',
  ranked: '排序',
}

export const secrecyLabel: Record<PollSecrecy, string> = { named: '记名', secret: '不记名' }

export const electorateLabel: Record<PollElectorate, string> = {
  person: '每人一票',
  household: '每户一票',
  owner: '业主',
  representative: '居民代表',
}

/** Most papers of one secret poll, those printed in the place of lost ones included: numbers have four digits. */
export const MOST_PAPERS = 9999

/** So many digits of a code are shown, printed and compared by people; 48 bits tell every ballot of a community apart. */
export const SHORT_CODE_DIGITS = 12
