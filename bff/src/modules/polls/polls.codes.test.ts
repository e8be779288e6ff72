import { startPollTown, drawCode, secretBallot, type PollTown } from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'

// What is no code is refused in words, leaves the box as it was, and takes nobody's ballot away.

let app: TestApp
let town: PollTown
beforeAll(async () => {
  ;({ app, town } = await startPollTown(12))
})
afterAll(() => app.close())

const real = drawCode()
const malformed: readonly (readonly [string, unknown, number])[] = [
  ['too short', real.slice(1), 400],
  ['too long', `${real}0`, 400],
  ['a line break after it', `${real}\n`, 400],
  ['capital letters', real.toUpperCase().replace(/^./, 'A'), 400],
  ['full-width digits', '０'.repeat(32), 400],
  ['Arabic digits', '٠'.repeat(32), 400],
  ['letters of another alphabet', 'а'.repeat(32), 400],
  ['nothing', '', 400],
  ['null', null, 400],
  ['a number', 12, 400],
  ['a list', [real], 400],
  ['an object of the database', { $ne: null }, 400],
  ['a colon, which parts question and code in the box', `0:${real.slice(2)}`, 400],
  ['a megabyte', 'a'.repeat(1_048_576), 413],
]

test('a code of any other form is refused, fills no place and leaves the voter her ballot', async () => {
  const poll = await town.opened()
  const voter = town.voterAt(0)
  const rowId = await town.rowOf(poll, voter)
  const send = (code: unknown) =>
    voter.client.post(`/polls/${poll.id}/ballot`, { rowId, ballots: [{ code, choice: 'A' }] })
  const answered: (readonly [string, number])[] = []
  for (const [form, code] of malformed) answered.push([form, (await send(code)).status])
  expect(answered).toEqual(malformed.map(([form, , status]) => [form, status]))
  expect(await town.boxed(poll)).toEqual([])
  expect((await town.rollRow(poll, 1))['voted']).toBe(false)
  expect((await send(real)).body).toEqual({ recorded: true })
  expect(await town.boxed(poll)).toHaveLength(1)
})

test('whoever guesses another voter’s row is told that it is not theirs, and she votes all the same', async () => {
  const poll = await town.opened()
  const rowId = await town.rowOf(poll, town.voterAt(0))
  for (let guess = 0; guess < 20; guess += 1) {
    const refused = await town.voterAt(1).client.post(`/polls/${poll.id}/ballot`, secretBallot(rowId))
    expect(refused.body['code']).toBe('not_on_roll')
  }
  expect((await town.voterAt(0).client.post(`/polls/${poll.id}/ballot`, secretBallot(rowId))).body).toEqual({
    recorded: true,
  })
})
