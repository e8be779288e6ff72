import { namedBoard, secretBoard } from '@linli/shared/polls/board.samples'
import type { BoardFile } from '@linli/shared/polls/board.schema'
import type { PollView } from '@linli/shared/polls/polls.schema'
import type { MyRow } from './poll-words'
import { runRecount } from './run-recount'
import { placeOf } from './own-ballot'
import { ownVerdict } from './verify'

const secret = secretBoard('single', 12) as BoardFile
const poll = { questions: secret.poll.questions } as PollView
const [box] = secret.secret ?? []
const row = { rowId: 'prw_1', serial: 1, voted: true, answers: null } as MyRow
const [code = '', choice = ''] = box?.entries[4] ?? []
const kept = { codes: [code], choices: [choice], recorded: true }

test('a kept code is found on the board with the same choice', () => {
  expect(ownVerdict(poll, secret, [{ row, kept }])).toMatchObject({
    fine: true,
    headline: '您的票在公示板上',
  })
  expect(box && placeOf(box, code.slice(0, 8).toUpperCase())).toBe(4)
})

test('another choice under the own code, or no such code, is no quiet matter', () => {
  const other = choice === 'A' ? 'B' : 'A'
  expect(ownVerdict(poll, secret, [{ row, kept: { ...kept, choices: [other] } }]).fine).toBe(false)
  expect(ownVerdict(poll, secret, [{ row, kept: { ...kept, codes: ['0'.repeat(32)] } }]).fine).toBe(false)
  // Neither is a row without a ballot on the phone that was told "recorded".
  const silent = { ...row, voted: false }
  expect(ownVerdict(poll, secret, [{ row: silent, kept }]).fine).toBe(false)
  expect(ownVerdict(poll, secret, [{ row: silent, kept: { ...kept, recorded: false } }]).fine).toBe(true)
})

test('a device without the code says so and still counts the whole board', async () => {
  expect(ownVerdict(poll, secret, [{ row, kept: undefined }]).headline).toBe('已记录您的投票')
  expect(ownVerdict(poll, secret, [{ row: { ...row, voted: false }, kept: undefined }]).headline).toBe(
    '没有您的投票记录',
  )
  const shares: number[] = []
  const recount = await runRecount(secret, (share) => shares.push(share), { stopped: false })
  expect(recount).toMatchObject({ ok: true, ballots: 12, root: secret.root })
})

test('on a named board the own line has to be as it was cast', () => {
  const board = namedBoard('single', 12) as BoardFile
  const voted = board.named?.rows.find(({ standing }) => standing === 'voted')
  const mine = { ...row, serial: voted?.serial ?? 0, answers: voted?.answers ?? [] }
  expect(ownVerdict(poll, board, [{ row: mine, kept: undefined }]).fine).toBe(true)
  expect(ownVerdict(poll, board, [{ row: { ...mine, answers: ['?'] }, kept: undefined }]).fine).toBe(false)
  // The ballot of who gave a mandate and then voted in person is not shown to who held it, and blamed on nobody.
  const takenBack = { row: { ...mine, answers: null }, kept: undefined }
  expect(ownVerdict(poll, board, [takenBack]).reason).toBe('委托您的人自己投了票，由本人核对')
  expect(ownVerdict(poll, board, [takenBack, { row: mine, kept: undefined }]).headline).toBe('您的票在名单上')
})

test('who leaves the page stops the counting', async () => {
  const signal = { stopped: false }
  const big = secretBoard('single', 4000) as BoardFile
  const recount = await runRecount(big, () => (signal.stopped = true), signal)
  expect(recount).toBeUndefined()
})
