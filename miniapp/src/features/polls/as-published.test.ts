import { secretBoard } from '@linli/shared/polls/board.samples'
import type { PollView } from '@linli/shared/polls/polls.schema'
import { recount } from '@linli/shared/polls/recount'
import { isAsPublished } from './as-published'

const board = secretBoard('single', 30)
const counted = recount(board)
const result = {
  root: board.root,
  outcomes: JSON.parse(JSON.stringify(board.outcomes)) as unknown,
} as NonNullable<PollView['result']>

test('a result that follows from its board is as it was published', () => {
  expect(isAsPublished(counted, result)).toBe(true)
})
test('figures on the result page that the board does not come to are not, whatever its root', () => {
  const other = secretBoard('single', 31).outcomes as (typeof result)['outcomes']
  expect(isAsPublished(counted, { ...result, outcomes: other })).toBe(false)
  expect(isAsPublished(counted, { ...result, outcomes: [] })).toBe(false)
})
test('neither is another root, a board with a fault, or what nobody has published', () => {
  expect(isAsPublished(counted, { ...result, root: '0'.repeat(64) })).toBe(false)
  expect(isAsPublished({ ...counted, ok: false }, result)).toBe(false)
  expect(isAsPublished(counted, null)).toBe(false)
})
