import fc from 'fast-check'
import { marksOf, marksText, pollFingerprint, rootOf, secretBox, type Board, type SecretBox } from './board'
import { namedBoard, secretBoard } from './board.samples'
import { decide } from './decision.rules'
import { recount, type BoardFault } from './recount'

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

// Rows marked as voted, spoiled and missing papers: no ballot bears them out, so the root holds them.

/** Two questions, with one spoiled paper and two that did not come back. */
function withPapers(): Board {
  const board = secretBoard('single', 20)
  const [box] = board.secret ?? []
  const [question] = board.poll.questions
  if (!box || !question) throw new Error('no box')
  const papers = { spoiled: 1, missing: 2 }
  const questions = [question, { ...question, id: 'q2' }]
  const secret = questions.map(({ id }): SecretBox => secretBox(id, box.entries, papers))
  const poll = { ...board.poll, questions }
  const roll = { ...board.roll, rows: 30, votes: 30, voted: 23 }
  const whole = { ...board, poll, roll, secret, pollFingerprint: pollFingerprint(poll) }
  const made = { ...whole, marks: marksText(whole), root: rootOf(whole) }
  return { ...made, outcomes: recount(made).outcomes }
}
const figures = ['voted', 'spoiled', 'missing'] as const
/** One figure changed, the `at`-th of those beside the ballots. */
function withMark(board: Board, at: number, value: number): Board {
  const mark = marksOf(board)[at]
  if (mark?.figure === 'voted') return { ...board, roll: { ...board.roll, voted: value } }
  const secret = board.secret?.map((box, place) =>
    place + 1 === mark?.question ? { ...box, [mark.figure]: value } : box,
  )
  return { ...board, secret: secret ?? null }
}
const marksNamed = (faults: readonly BoardFault[]) =>
  faults.flatMap((fault) => (fault.kind === 'mark_changed' ? [fault.mark] : []))

test('each figure beside the ballots is named when it is changed, and the root is another', () => {
  const board = withPapers()
  expect(recount(board)).toMatchObject({ ok: true, voted: 23, ballots: 40 })
  const marks = marksOf(board)
  expect(new Set(marks.map(({ figure }) => figure))).toEqual(new Set(figures))
  fc.assert(
    fc.property(fc.nat(marks.length - 1), fc.integer({ min: 1, max: 1000 }), (at, more) => {
      const value = (marks[at]?.value ?? 0) + more
      const { ok, faults, root } = recount(withMark(board, at, value))
      expect(ok).toBe(false)
      expect(marksNamed(faults)).toEqual([{ ...marks[at], value }])
      expect(root).not.toBe(board.root)
    }),
  )
})
test('figures that still add up are found as well, and made whole by hand they are another root', () => {
  const board = withPapers()
  // A spoiled paper is called missing: ballots, spoiled and missing are as many as before.
  const other = withMark(withMark(board, 1, 2), 2, 1)
  expect(kinds(other)).not.toContain('count')
  expect(marksNamed(recount(other).faults).map(({ figure }) => figure)).toEqual(['spoiled', 'missing'])
  const whole = { ...other, marks: marksText(other) }
  expect(kinds(whole)).toEqual(['root'])
  expect(rootOf(whole)).not.toBe(board.root)
})
test('a board cannot pass for one of the former format, which binds less', () => {
  const { marks, ...board } = withPapers()
  expect(marks).toHaveLength(5 * 8)
  const former = { ...board, format: 'linli-board/1' as const }
  expect(kinds(former)).toEqual(['root'])
  expect(kinds({ ...former, marks })).toEqual(['format'])
  expect(kinds(board)).toEqual(['format'])
  expect(kinds({ ...board, marks: `${marks ?? ''}0` })).toContain('format')
})
test.each([
  ['secret', secretBoard('single', 12), 'd4d7fc050b245e78adb9e9dbadaca33330bc0a1335d0870a0712228d8c4c82f1'],
  ['named', namedBoard('single', 12), 'cfecf02dc149a321ae0de880863e532426adb8b651028c0bf73bd5d28a4577a7'],
] as const)(
  'a %s board that was signed in the former format keeps its root',
  (_kind, { marks: _marks, ...board }, root) => {
    expect(recount({ ...board, format: 'linli-board/1', root })).toMatchObject({ ok: true, root })
  },
)
