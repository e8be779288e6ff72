import {
  marksText,
  namedBox,
  pollFingerprint,
  rootOf,
  type Board,
  type NamedRow,
} from '@linli/shared/polls/board'
import { namedBoard, secretBoard } from '@linli/shared/polls/board.samples'
import { rollFingerprint, rollLineText, type RollLine } from '@linli/shared/polls/fingerprints'
import { pollMethods } from '@linli/shared/polls/polls.kinds'
import { recount } from '@linli/shared/polls/recount'
import { createPlaceTurnout } from '@linli/shared/polls/turnout.rules'
import { evidenceFiles, type EvidenceFile, type EvidencePapers } from '../src/modules/polls/evidence-files'
import { officialResult } from '../src/modules/polls/evidence-official'

const at = new Date('2026-12-27T01:00:00.000Z')
const VOTERS = 14
const SILENT = 16

/** What is changed of a sample before it is counted. */
interface Change {
  readonly poll?: Partial<Board['poll']>
  readonly roll?: Partial<Board['roll']>
  readonly boxes?: Pick<Board, 'secret' | 'named'>
}

/** The board made whole again, with the size of the roll frozen as it is by now. */
export function counted(board: Board, { poll: changed, roll: other, boxes }: Change = {}): Board {
  const roll = { ...board.roll, ...other }
  const { rows, votes, area } = roll
  const poll = { ...board.poll, ...changed, roll: { rows, votes, area } }
  const parts = { ...board, ...boxes, poll, roll, pollFingerprint: pollFingerprint(poll) }
  const whole = { ...parts, marks: marksText(parts), root: rootOf(parts) }
  return { ...whole, outcomes: recount(whole).outcomes }
}

/** Owners decide, some stay silent and some disagree (民法典 art. 278). */
export function ownersBoard(): Board {
  const board = namedBoard('single', VOTERS)
  const rows = (board.named?.rows ?? []).map((row): NamedRow => {
    if (row.serial === 5) return { ...row, standing: 'reached' }
    if (row.serial === 10) return { ...row, standing: 'suspended' }
    return row.standing === 'voted' ? { ...row, answers: [row.serial % 3 === 0 ? 'B' : 'A'] } : row
  })
  const questions = board.poll.questions.map((question) => ({
    ...{ ...question, kind: 'motion' as const, text: '同意换电梯吗？' },
    options: ['同意', '反对'].map((text, place) => ({ key: 'AB'.charAt(place), text })),
    decision: {
      dimensions: ['votes', 'area'] as const,
      quorum: { kind: 'at_least' as const, num: 2, den: 3 },
      majority: { kind: 'more_than' as const, num: 1, den: 2 },
      ...{ majorityOf: 'cast' as const, silent: 'follow_majority' as const },
    },
  }))
  return counted(board, {
    poll: { questions, electorate: 'owner', pack: 'owners_decision@2026-01', city: 'shanghai' },
    boxes: { secret: null, named: namedBox(rows) },
  })
}

/** Two buildings, one row after the other. */
const labelAt = (n: number): string => `锦和苑 ${(n % 2) + 1} 号楼 ${n + 1} 室 李**`

/** A named poll of two buildings. */
function buildingsEvidence(): EvidenceFile[] {
  const board = namedBoard('single', VOTERS)
  const rows = (board.named?.rows ?? []).map((row, n) => ({ ...row, label: labelAt(n) }))
  const fingerprint = rollFingerprint(rows)
  return evidenceOf(counted(board, { roll: { fingerprint }, boxes: { secret: null, named: namedBox(rows) } }))
}

/** A secret poll of two buildings: enough have voted in both, and enough have not. */
export function secretBuildingsEvidence(): EvidenceFile[] {
  const size = VOTERS + SILENT
  const lines = Array.from({ length: size }, (_, n) => ({
    ...{ serial: n + 1, label: labelAt(n), votes: 1, area: 0 },
  }))
  const roll = { fingerprint: rollFingerprint(lines), rows: size, votes: size }
  return evidenceOf(counted(secretBoard('single', VOTERS), { roll }), null, lines)
}

const rollOf = (board: Board): RollLine[] =>
  board.named
    ? board.named.rows.map(({ serial, label, votes, area }) => ({ serial, label, votes, area }))
    : Array.from({ length: board.roll.rows }, (_, n) => ({
        ...{ serial: n + 1, label: `${n + 1}号 李**`, votes: 1, area: 0 },
      }))

/** The evidence of a counted board, signed once, with an objection and a doubt. */
export function evidenceOf(
  board: Board,
  papers: EvidencePapers | null = null,
  lines: readonly RollLine[] = rollOf(board),
): EvidenceFile[] {
  const [first] = lines
  const places = createPlaceTurnout()
  for (const { serial, label } of lines) {
    const row = board.named?.rows[serial - 1]
    places.add(label, row ? row.standing === 'voted' : serial <= board.roll.voted)
  }
  return evidenceFiles(
    {
      ...{ draft: { title: board.poll.title }, frozen: board.poll, fingerprint: board.pollFingerprint },
      ...{
        roll: board.roll,
        count: { ...board, voted: board.roll.voted, turnout: places.result(board.poll.secrecy) },
        facts: { partyStudiedOn: null },
      },
      history: [{ event: 'count', at, byAccountId: '', byName: '系统' }],
      signatures: [{ accountId: 'acc_1', name: '钱监督', at, root: board.root }],
    },
    {
      roll: lines.map(rollLineText).join(''),
      board: Buffer.from(JSON.stringify(board)),
      objections: [{ id: 'obj_1', text: '少了我家', at, decision: null }],
      notMe: [
        {
          serial: 1,
          label: first?.label,
          voted: true,
          via: 'phone',
          notMe: { at, text: '不是我' },
          formerDoubts: [],
        },
      ],
      papers,
    },
  )
}

/** A secret poll with papers: one spoiled, one that never came back. */
export function papersEvidence(): EvidenceFile[] {
  const board = secretBoard('single', VOTERS)
  const size = {
    fingerprint: rollFingerprint(rollOf({ ...board, roll: { ...board.roll, rows: VOTERS + 2 } })),
  }
  const [box] = board.secret ?? []
  if (!box) throw new Error('no box')
  const whole = counted(board, {
    roll: { ...size, rows: VOTERS + 2, votes: VOTERS + 2, voted: VOTERS + 2 },
    boxes: { secret: [{ ...box, spoiled: 1, missing: 1 }], named: null },
  })
  return evidenceOf(whole, { printed: 9, marked: 5, entered: 4, spoiled: 1, voided: [2, 7] })
}

/** Owners of a city with a system of its own: figures were entered, and corrected once. */
export function officialEvidence(): EvidenceFile[] {
  const board = ownersBoard()
  const figures = (agree: number) => ({
    ...{ system: '业主电子投票系统', reference: `BJ-2026-${agree}`, decidedOn: '2026-12-26' },
    questions: [
      {
        cast: { votes: 11, area: 55_000 },
        options: [agree, 11 - agree].map((votes) => ({ votes, area: votes * 5000 })),
      },
    ],
  })
  const { outcomes, root } = officialResult(board.poll, board.roll, figures(7))
  const by = { byAccountId: 'acc_2', byName: '赵主任', at, files: [] }
  const former = {
    ...{ ...figures(3), ...by, root: officialResult(board.poll, board.roll, figures(3)).root },
    ...{ signatures: [], refusals: [], reason: '录错了一栏', correctedByName: '赵主任', correctedAt: at },
  }
  const lines = rollOf(board)
  return evidenceFiles(
    {
      ...{ draft: { title: board.poll.title }, frozen: board.poll, fingerprint: board.pollFingerprint },
      ...{ roll: board.roll, count: { root, voted: 11, outcomes }, facts: {}, history: [] },
      signatures: [{ accountId: 'acc_1', name: '钱监督', at, root }],
      official: { ...figures(7), ...by, former: [former] },
    },
    { roll: lines.map(rollLineText).join(''), board: null, objections: [], notMe: [], papers: null },
  )
}

/** One of every kind: each method secret and named, owners, papers, and a city's own system. */
export const evidenceKinds: readonly (readonly [string, () => EvidenceFile[]])[] = [
  ...pollMethods.flatMap(
    (method) =>
      [
        [`secret ${method}`, () => evidenceOf(counted(secretBoard(method, VOTERS)))],
        [`named ${method}`, () => evidenceOf(counted(namedBoard(method, VOTERS)))],
      ] as const,
  ),
  ['owners', () => evidenceOf(ownersBoard())],
  ['named, by building', buildingsEvidence],
  ['secret, by building', secretBuildingsEvidence],
  ['papers', papersEvidence],
  ['official', officialEvidence],
]
