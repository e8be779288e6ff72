import { secretBoard } from '@linli/shared/polls/board.samples'
import type { PollView } from '@linli/shared/polls/polls.schema'
import { recount } from '@linli/shared/polls/recount'
import { isAsPublished } from './as-published'
import { faultText } from './run-recount'

const board = secretBoard('single', 30)
const counted = recount(board)
const result = {
  root: board.root,
  voted: board.roll.voted,
  outcomes: JSON.parse(JSON.stringify(board.outcomes)) as unknown,
} as NonNullable<PollView['result']>

test('a result that follows from its board is as it was published', () => {
  expect(isAsPublished(counted, result)).toBe(true)
})
test('figures on the result page that the board does not come to are not, whatever its root', () => {
  const other = secretBoard('single', 31).outcomes as (typeof result)['outcomes']
  expect(isAsPublished(counted, { ...result, outcomes: other })).toBe(false)
  expect(isAsPublished(counted, { ...result, outcomes: [] })).toBe(false)
  expect(isAsPublished(counted, { ...result, voted: 29 })).toBe(false)
})
test('neither is another root, a board with a fault, or what nobody has published', () => {
  expect(isAsPublished(counted, { ...result, root: '0'.repeat(64) })).toBe(false)
  expect(isAsPublished({ ...counted, ok: false }, result)).toBe(false)
  expect(isAsPublished(counted, null)).toBe(false)
})
test('a figure beside the ballots that was changed is named in words', () => {
  const [box] = board.secret ?? []
  if (!box) throw new Error('no box')
  const told = (other: Parameters<typeof recount>[0]) => recount(other).faults.map(faultText)
  expect(told({ ...board, roll: { ...board.roll, voted: 29 } })).toContain(
    '投过票的行数被改过，现在写的是 29',
  )
  expect(told({ ...board, secret: [{ ...box, spoiled: 1 }] })).toContain(
    '第 1 题的废票数被改过，现在写的是 1',
  )
  expect(told({ ...board, secret: [{ ...box, missing: 1 }] })).toContain(
    '第 1 题的没有收回的纸票数被改过，现在写的是 1',
  )
})
