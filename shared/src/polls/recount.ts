import { ballotFault, type BallotFault } from './ballot.rules'
import {
  boardFormats,
  CHECK_DIGITS,
  checkOf,
  markCheck,
  marksOf,
  pollFingerprint,
  rootOf,
  type Board,
  type BoardMark,
  type NamedBox,
  type SecretBox,
} from './board'
import { boxRoot, chainText, finish, isCode, leafOf, linkOf, treeSteps } from './board.tree'
import { createCounter, type Counter, type Weights } from './count.rules'
import { decide, type Outcome } from './decision.rules'
import { canonicalJson, rollLineText } from './fingerprints'
import type { PollQuestion } from './polls.kinds'
import { createSha256, hexOf } from './sha256'

/** Where a ballot stands: its code on a secret board, its number on the roll of a named one. */
export type BallotPlace = { readonly questionId: string; readonly code: string } | { readonly serial: number }

/** One thing that is not as it was published. */
export type BoardFault =
  | { readonly kind: 'format' | 'poll_changed' | 'roll_changed' | 'roll_totals' | 'root' }
  | { readonly kind: 'box_root' | 'outcome' | 'questions'; readonly questionId: string }
  /** Rows marked as voted and ballots are not as many. */
  | { readonly kind: 'count'; readonly questionId: string; readonly voted: number; readonly ballots: number }
  /** A figure beside the ballots is another one than was signed. */
  | { readonly kind: 'mark_changed'; readonly mark: BoardMark }
  | {
      readonly kind: 'ballot_invalid'
      readonly at: BallotPlace
      readonly fault: BallotFault | 'code' | 'answers'
    }
  | {
      readonly kind: 'ballot_changed' | 'ballot_added' | 'ballot_moved' | 'ballot_twice'
      readonly at: BallotPlace
    }
  /** A ballot is not there any more; it stood before this place, or at the end. */
  | { readonly kind: 'ballot_missing'; readonly before: BallotPlace | null }

export interface Recount {
  readonly ok: boolean
  readonly faults: readonly BoardFault[]
  /** As counted here; empty when the board does not allow counting. */
  readonly outcomes: readonly Outcome[]
  /** As this device makes it from the ballots it was given, and not from what the board says of itself. */
  readonly root: string
  readonly ballots: number
  /** Rows that handed in a ballot, as the board says; the root binds it. */
  readonly voted: number
}

/** What was made here from the ballots: the root of each box, the end of the chain, the fingerprint of the lines. */
interface Own {
  readonly boxes: Map<string, string>
  named?: { readonly head: string; readonly roll: string }
}

/** After this many hashes a phone may draw: about 20 ms on a slow one. */
const SLICE = 256

/**
 * Counts a board again from its ballots alone and checks that it is the one that was published. The same function on
 * the phone, on the server and in `npm run recount`.
 */
export const recount = (board: Board): Recount => finish(recountSteps(board))

/** {@link recount} in slices: yields how far it is, from 0 to 1. */
export function* recountSteps(board: Board): Generator<number, Recount> {
  const faults: BoardFault[] = []
  const { poll, roll, secret, named } = board
  if (!fits(board))
    return { ok: false, faults: [{ kind: 'format' }], outcomes: [], root: '', ballots: 0, voted: 0 }
  const rules = pollFingerprint(poll)
  if (rules !== board.pollFingerprint) faults.push({ kind: 'poll_changed' })
  if (!isFrozenRoll(poll.roll, roll)) faults.push({ kind: 'roll_totals' })

  const counters = new Map(poll.questions.map((question) => [question.id, createCounter(question)]))
  const silent = { votes: 0, area: 0 }
  let ballots = 0
  const own: Own = { boxes: new Map() }
  if (secret) {
    const parts = secret.length
    for (const [index, box] of secret.entries()) {
      const question = poll.questions[index]
      const counter = counters.get(box.questionId)
      if (question?.id !== box.questionId || !counter)
        faults.push({ kind: 'questions', questionId: box.questionId })
      else faults.push(...(yield* scaled(secretSteps(question, box, counter, own), index / parts, 1 / parts)))
      const accounted = box.entries.length + box.spoiled + box.missing
      if (accounted !== roll.voted)
        faults.push({ kind: 'count', questionId: box.questionId, voted: roll.voted, ballots: accounted })
      ballots += box.entries.length
    }
  }
  if (named) {
    faults.push(...(yield* namedSteps(board, named, counters, silent, own)))
    ballots = named.rows.filter(({ standing }) => standing === 'voted').length
  }
  faults.push(...markFaults(board))
  if (rootOf(board) !== board.root) faults.push({ kind: 'root' })
  const root = rootOf({
    ...board,
    pollFingerprint: rules,
    roll: { ...roll, ...(own.named && { fingerprint: own.named.roll }) },
    secret: secret && secret.map((box) => ({ ...box, root: own.boxes.get(box.questionId) ?? box.root })),
    named: named && { ...named, head: own.named?.head ?? named.head },
  })

  const outcomes: Outcome[] = []
  for (const [index, question] of poll.questions.entries()) {
    const count = counters.get(question.id)?.result()
    if (!count) continue
    if (!within(count.cast, silent, roll)) {
      faults.push({ kind: 'roll_totals' })
      continue
    }
    const outcome = decide(question, count, { votes: roll.votes, area: roll.area, silent })
    outcomes.push(outcome)
    const published = board.outcomes[index]
    if (!published || canonicalJson(published) !== canonicalJson(outcome))
      faults.push({ kind: 'outcome', questionId: question.id })
  }
  return { ok: faults.length === 0, faults, outcomes, root, ballots, voted: roll.voted }
}

const fits = ({ format, poll, secret, named, marks }: Board): boolean =>
  boardFormats.includes(format) &&
  (format === 'linli-board/1') === (marks === undefined) &&
  (poll.secrecy === 'secret'
    ? secret !== null && named === null && secret.length === poll.questions.length
    : named !== null && secret === null)

/** Which of the figures beside the ballots was touched. Boards from before say nothing of them. */
function markFaults(board: Board): BoardFault[] {
  const { marks } = board
  if (marks === undefined) return []
  const all = marksOf(board)
  const changed = all.filter((mark, at) => markCheck(mark) !== marks.substr(at * CHECK_DIGITS, CHECK_DIGITS))
  if (changed.length === 0 && marks.length !== all.length * CHECK_DIGITS) return [{ kind: 'format' }]
  return changed.map((mark) => ({ kind: 'mark_changed', mark }))
}

/** The electorate is the one that was frozen, where that was said: otherwise a smaller one could make a quorum. */
const isFrozenRoll = (said: Board['poll']['roll'], roll: Board['roll']): boolean =>
  said === undefined || (said.rows === roll.rows && said.votes === roll.votes && said.area === roll.area)

/** Nobody can cast more than there is on the roll; what could not be judged is not judged. */
const within = (cast: Weights, silent: Weights, roll: Weights): boolean =>
  cast.votes + silent.votes <= roll.votes && cast.area + silent.area <= roll.area

function* scaled<T>(steps: Generator<number, T>, from: number, width: number): Generator<number, T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    yield from + step.value * width
  }
}

function* secretSteps(
  question: PollQuestion,
  box: SecretBox,
  counter: Counter,
  own: Own,
): Generator<number, BoardFault[]> {
  const faults: BoardFault[] = []
  const leaves: Uint8Array[] = []
  const checks: string[] = []
  const { questionId, entries } = box
  let before = ''
  for (const [code, choice] of entries) {
    const at = { questionId, code }
    const fault = isCode(code) ? ballotFault(question, choice) : 'code'
    if (fault) faults.push({ kind: 'ballot_invalid', at, fault })
    else counter.add(choice, 1, 0)
    if (code === before) faults.push({ kind: 'ballot_twice', at })
    else if (code < before) faults.push({ kind: 'ballot_moved', at })
    before = code
    // What cannot be a ballot has no leaf of its own; its place is kept, and no check fits it.
    const leaf = fault ? new Uint8Array(32) : leafOf(code, choice)
    leaves.push(leaf)
    checks.push(checkOf(leaf))
    if (leaves.length % SLICE === 0) yield (leaves.length / entries.length) * 0.6
  }
  faults.push(...alignFaults(box, checks))
  const tree = treeSteps(leaves)
  let step = tree.next()
  for (let nodes = 1; !step.done; nodes += 1) {
    if (nodes % (SLICE / 8) === 0) yield 0.6 + Math.min(0.4, (nodes * 15 * 0.4) / entries.length)
    step = tree.next()
  }
  const root = boxRoot(questionId, entries.length, step.value)
  own.boxes.set(questionId, root)
  if (root !== box.root) faults.push({ kind: 'box_root', questionId })
  return faults
}

/** Which ballots were touched: the published checks and the board's own, laid beside each other. */
function alignFaults({ questionId, entries, checks }: SecretBox, own: readonly string[]): BoardFault[] {
  if (own.join('') === checks) return []
  const published = checks.match(/.{8}/g) ?? []
  const lastPublished = lastPlaces(published)
  const lastOwn = lastPlaces(own)
  const faults: BoardFault[] = []
  const place = (index: number) => ({ questionId, code: entries[index]?.[0] ?? '' })
  let i = 0
  let j = 0
  while (i < own.length || j < published.length) {
    const [mine, theirs] = [own[i], published[j]]
    if (mine !== undefined && mine === theirs) {
      i += 1
      j += 1
      continue
    }
    const comesLater = mine !== undefined && (lastPublished.get(mine) ?? -1) >= j
    const isStillThere = theirs !== undefined && (lastOwn.get(theirs) ?? -1) >= i
    if (mine === undefined || (comesLater && !isStillThere)) {
      faults.push({ kind: 'ballot_missing', before: mine === undefined ? null : place(i) })
      j += 1
    } else if (theirs === undefined || (!comesLater && isStillThere)) {
      faults.push({ kind: 'ballot_added', at: place(i) })
      i += 1
    } else {
      faults.push({ kind: comesLater ? 'ballot_moved' : 'ballot_changed', at: place(i) })
      i += 1
      j += 1
    }
  }
  // Digits that are nobody's check: every ballot is there, and still this is not what was published.
  return faults.length > 0 ? faults : [{ kind: 'box_root', questionId }]
}

const lastPlaces = (values: readonly string[]): ReadonlyMap<string, number> =>
  new Map(values.map((value, index) => [value, index]))

function* namedSteps(
  { poll, roll }: Board,
  { rows, checks, head }: NamedBox,
  counters: ReadonlyMap<string, Counter>,
  silent: { votes: number; area: number },
  own: Own,
): Generator<number, BoardFault[]> {
  const faults: BoardFault[] = []
  const rollHash = createSha256()
  const totals = { votes: 0, area: 0, voted: 0 }
  let link: Uint8Array = new Uint8Array(32)
  let isTouched = false
  let expected = 1
  for (const [index, row] of rows.entries()) {
    const { serial, standing, answers } = row
    const at = { serial }
    if (serial > expected) faults.push({ kind: 'ballot_missing', before: at })
    else if (serial < expected) faults.push({ kind: 'ballot_moved', at })
    expected = serial + 1
    rollHash.addText(rollLineText(row))
    link = linkOf(link, chainText(serial, standing, answers))
    if (!isTouched && checkOf(link) !== checks.substr(index * CHECK_DIGITS, CHECK_DIGITS)) {
      // Every link after the first wrong one is wrong too, so only the first can be named.
      isTouched = true
      faults.push({ kind: 'ballot_changed', at })
    }
    totals.votes += row.votes
    totals.area += row.area
    if (standing === 'reached') {
      silent.votes += row.votes
      silent.area += row.area
    }
    if (standing === 'voted') {
      totals.voted += 1
      const fault = answersFault(poll.questions, answers)
      if (fault) faults.push({ kind: 'ballot_invalid', at, fault })
      else
        for (const [of, question] of poll.questions.entries())
          counters.get(question.id)?.add(answers[of] as string, row.votes, row.area)
    } else if (answers.length > 0) faults.push({ kind: 'ballot_invalid', at, fault: 'answers' })
    if (index % SLICE === SLICE - 1) yield index / rows.length
  }
  if (roll.rows > rows.length && expected - 1 === rows.length)
    faults.push({ kind: 'ballot_missing', before: null })
  own.named = { head: hexOf(link), roll: hexOf(rollHash.digest()) }
  if (own.named.roll !== roll.fingerprint) faults.push({ kind: 'roll_changed' })
  if (
    rows.length !== roll.rows ||
    totals.votes !== roll.votes ||
    totals.area !== roll.area ||
    totals.voted !== roll.voted
  )
    faults.push({ kind: 'roll_totals' })
  if (own.named.head !== head || checks.length !== rows.length * CHECK_DIGITS)
    faults.push({ kind: 'box_root', questionId: '' })
  return faults
}

function answersFault(
  questions: readonly PollQuestion[],
  answers: readonly string[],
): BallotFault | 'answers' | null {
  if (answers.length !== questions.length) return 'answers'
  for (const [index, question] of questions.entries()) {
    const fault = ballotFault(question, answers[index] as string)
    if (fault) return fault
  }
  return null
}
