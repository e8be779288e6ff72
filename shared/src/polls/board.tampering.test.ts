import fc from 'fast-check'
import { pollFingerprint, rootOf, type Board } from './board'
import { namedBoard, secretBoard } from './board.samples'
import { decide } from './decision.rules'
import { recount } from './recount'

// A secret board carries no line of the roll: how many stand on it decides the quorum, and is frozen with the rules.

const kinds = (board: Board) => recount(board).faults.map(({ kind }) => kind)
/** As it is frozen by now: with the size of the roll. */
const frozen = (board: Board): Board => {
  const { rows, votes, area } = board.roll
  const poll = { ...board.poll, roll: { rows, votes, area } }
  const whole = { ...board, poll, pollFingerprint: pollFingerprint(poll) }
  return { ...whole, root: rootOf(whole) }
}
/** What a dishonest operator publishes: another electorate, and the outcomes that follow from it. */
function withRoll(board: Board, change: Partial<Board['roll']>): Board {
  const roll = { ...board.roll, ...change }
  const outcomes = board.outcomes.map(({ questionId, count }) => {
    const question = board.poll.questions.find(({ id }) => id === questionId)
    if (!question) throw new Error('no question')
    return decide(question, count, { ...roll, silent: { votes: 0, area: 0 } })
  })
  return { ...board, roll, outcomes }
}

test.each(['rows', 'votes', 'area'] as const)(
  'another number of %s on the roll of a secret board is found, whatever follows from it is published too',
  (what) => {
    const board = frozen(secretBoard('single', 60))
    expect(recount(board)).toMatchObject({ ok: true, root: board.root })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (more) => {
        expect(kinds(withRoll(board, { [what]: board.roll[what] + more }))).toContain('roll_totals')
      }),
      { numRuns: 30 },
    )
  },
)
test('a roll that is made smaller in the rules as well is another poll than the one that was announced', () => {
  const board = frozen(secretBoard('single', 60))
  const smaller = withRoll(board, { rows: 61, votes: 61 })
  const poll = { ...smaller.poll, roll: { rows: 61, votes: 61, area: 0 } }
  expect(kinds({ ...smaller, poll })).toContain('poll_changed')
  expect(recount({ ...smaller, poll, pollFingerprint: pollFingerprint(poll) }).root).not.toBe(board.root)
})
test('a board from before, whose rules do not say how large the roll is, still recounts', () => {
  expect(recount(secretBoard('ranked', 30)).ok).toBe(true)
  expect(recount(namedBoard('single', 30)).ok).toBe(true)
})
test.each([
  ['secret', secretBoard('single', 30)],
  ['named', namedBoard('single', 30)],
])(
  'the root of a %s board is made from the ballots: one that was touched gives another, whatever the board says of itself',
  (_, board) => {
    expect(recount(board).root).toBe(board.root)
    const other = (choice: string | undefined) => (choice === 'A' ? 'B' : 'A')
    const touched: Board = {
      ...board,
      secret:
        board.secret?.map((box) => ({
          ...box,
          entries: box.entries.map(([code, choice], index) => [code, index === 0 ? other(choice) : choice]),
        })) ?? null,
      named: board.named && {
        ...board.named,
        rows: board.named.rows.map((row) =>
          row.standing === 'voted' ? { ...row, answers: row.answers.map(other) } : row,
        ),
      },
    }
    const counted = recount(touched)
    expect(counted.ok).toBe(false)
    expect(counted.root).toMatch(/^[0-9a-f]{64}$/)
    expect(counted.root).not.toBe(board.root)
  },
)
