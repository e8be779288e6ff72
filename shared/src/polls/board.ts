import type { SecretEntry, Standing } from './board.tree'
import { boardRoot, boxRoot, chainText, finish, leafOf, linkOf, markHash, treeSteps } from './board.tree'
import type { Outcome } from './decision.rules'
import { fingerprintOf } from './fingerprints'
import type { PollElectorate, PollQuestion, PollSecrecy } from './polls.kinds'
import { hexOf } from './sha256'

/** What was frozen before opening and can never change: the question, the rules, the times. */
export interface FrozenPoll {
  readonly id: string
  readonly title: string
  readonly secrecy: PollSecrecy
  readonly electorate: PollElectorate
  /** Pack and version that made the rules; `city` names the local pack, where there is one. */
  readonly pack: string
  readonly city: string | null
  /** What decides the votes of a row, where they are not one each; the roll says how many. */
  readonly weighing?: string | undefined
  /** Present where people whose identity nobody has confirmed stand on the roll too. */
  readonly takesUnconfirmed?: boolean | undefined
  /**
   * How much stands on the roll: what quorum and majority are shares of. A secret board has no line of the roll on it, so
   * only this binds it to its root. Absent in polls from before.
   */
  readonly roll?: { readonly rows: number; readonly votes: number; readonly area: number } | undefined
  readonly opensAt: string
  readonly closesAt: string
  readonly questions: readonly PollQuestion[]
}

/** One question of a secret poll: its ballots, sorted by code. */
export interface SecretBox {
  readonly questionId: string
  readonly entries: readonly SecretEntry[]
  /** The first eight digits of each leaf, one after the other: they tell which ballot was touched. */
  readonly checks: string
  readonly root: string
  /** Papers that were taken but are no valid ballot. */
  readonly spoiled: number
  /** Rows marked at the desk whose paper is not in the box. */
  readonly missing: number
}

export interface NamedRow {
  readonly serial: number
  readonly label: string
  readonly votes: number
  readonly area: number
  readonly standing: Standing
  /** One choice a question, in the order of the questions; empty unless the row voted. */
  readonly answers: readonly string[]
}

/** A named poll: every row of the roll, in its order. */
export interface NamedBox {
  readonly rows: readonly NamedRow[]
  /** The first eight digits of each link of the chain. */
  readonly checks: string
  readonly head: string
}

/** Everything needed to count again without the server. */
export interface Board {
  readonly format: BoardFormat
  readonly poll: FrozenPoll
  readonly pollFingerprint: string
  readonly roll: {
    readonly fingerprint: string
    readonly rows: number
    readonly votes: number
    readonly area: number
    /** Rows that handed in a ballot on any channel. */
    readonly voted: number
  }
  readonly secret: readonly SecretBox[] | null
  readonly named: NamedBox | null
  /** The first eight digits of each figure of {@link marksOf}; absent on boards from before. */
  readonly marks?: string | undefined
  readonly root: string
  /** What was published; a recount must come to the same. */
  readonly outcomes: readonly Outcome[]
}

/** The first did not bind what {@link marksOf} lists; boards that were signed in it keep it. */
export const boardFormats = ['linli-board/1', 'linli-board/2'] as const
export type BoardFormat = (typeof boardFormats)[number]
export const BOARD_FORMAT = 'linli-board/2' as const satisfies BoardFormat
/** Digits of a check: enough to tell which ballot, not meant to be secure (the root is). */
export const CHECK_DIGITS = 8

/** The check of one leaf or link. */
export const checkOf = (hash: Uint8Array): string => hexOf(hash, CHECK_DIGITS / 2)

/** The fingerprint that is published with the notice of the poll. */
export const pollFingerprint = (poll: FrozenPoll): string => fingerprintOf(poll)

/** Sorts the ballots of a question by code and hashes them. */
export function secretBox(
  questionId: string,
  ballots: readonly SecretEntry[],
  papers: { readonly spoiled: number; readonly missing: number },
): SecretBox {
  const entries = [...ballots].sort(([a], [b]) => (a < b ? -1 : 1))
  const leaves = entries.map(([code, choice]) => leafOf(code, choice))
  return {
    questionId,
    entries,
    checks: leaves.map((leaf) => checkOf(leaf)).join(''),
    root: boxRoot(questionId, entries.length, finish(treeSteps(leaves))),
    ...papers,
  }
}

/** Chains the rows of a named poll in the order of their serial numbers. */
export function namedBox(rows: readonly NamedRow[]): NamedBox {
  let head: Uint8Array = new Uint8Array(32)
  let checks = ''
  for (const { serial, standing, answers } of rows) {
    head = linkOf(head, chainText(serial, standing, answers))
    checks += checkOf(head)
  }
  return { rows, checks, head: hexOf(head) }
}

/** A figure that no ballot bears out: whoever could change it after signing could hide a ballot that was lost. */
export interface BoardMark {
  readonly figure: 'voted' | 'spoiled' | 'missing'
  /** 1, 2, 3 … in the order of the questions; 0 for the roll. */
  readonly question: number
  readonly value: number
}

/** Rows marked as voted, and of each secret question the papers that are spoiled or did not come back. */
export const marksOf = ({ roll, secret }: Pick<Board, 'roll' | 'secret'>): readonly BoardMark[] => [
  { figure: 'voted', question: 0, value: roll.voted },
  ...(secret ?? []).flatMap(({ spoiled, missing }, at): BoardMark[] => [
    { figure: 'spoiled', question: at + 1, value: spoiled },
    { figure: 'missing', question: at + 1, value: missing },
  ]),
]

const markText = ({ figure, question, value }: BoardMark): string => `${figure}|${question}|${value}`

/** The check of one such figure. */
export const markCheck = (mark: BoardMark): string => checkOf(markHash(markText(mark)))

/** The checks of all of them, one after the other. */
export const marksText = (board: Pick<Board, 'roll' | 'secret'>): string =>
  marksOf(board).map(markCheck).join('')

/** The root over all parts of a board. */
export const rootOf = (
  board: Pick<Board, 'format' | 'pollFingerprint' | 'roll' | 'secret' | 'named'>,
): string =>
  boardRoot(board.pollFingerprint, board.roll.fingerprint, [
    ...(board.secret ?? []).map(({ root }) => root),
    ...(board.named ? [board.named.head] : []),
    ...(board.format === BOARD_FORMAT ? marksOf(board).map(markText) : []),
  ])
