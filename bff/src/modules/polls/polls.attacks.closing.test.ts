import {
  startPollTown,
  CLOSES,
  drawCode,
  LAST_MOMENT,
  namedStraw,
  secretBallot,
  type PollHandle,
  type PollTown,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'
import { createBallotBoxes, mostBallots } from './ballot-box.repository'
import type { PollRow } from './poll.model'
import { createPollRollsRepository } from './poll-rolls.repository'

// participation §3.4, lines 13 and 16: what comes at closing is counted or refused, and nothing is counted too early.

let app: TestApp
let town: PollTown
beforeAll(async () => {
  ;({ app, town } = await startPollTown())
})
afterAll(() => app.close())

describe('line 13: a vote after closing, a vote lost at closing', () => {
  const rolls = () => createPollRollsRepository(app.connection)
  const boxes = () => createBallotBoxes(app.connection)
  const refOf = async (poll: PollHandle) => ({
    scope: scopeOf([town.own]),
    rollId: String((await town.rollRow(poll, 1))['rollId']),
  })
  const statusOf = async (poll: PollHandle) =>
    (await app.rows('polls')).find((row) => row['_id'] === poll.id)?.['status']

  test('a ballot whose transaction is open across closing is counted when it is acknowledged', async () => {
    const poll = await town.opened()
    const ref = await refOf(poll)
    const row = await town.rollRow(poll, 1)
    const kept = (await app.rows('polls')).find((of) => of['_id'] === poll.id) as unknown as PollRow
    let release = (): void => undefined
    let holding = (): void => undefined
    const gate = new Promise<void>((resolve) => (release = resolve))
    const held = new Promise<void>((resolve) => (holding = resolve))
    const ballot = app.deps.uow.run(async () => {
      const took = await rolls().takeSecret(
        ref,
        String(row['_id']),
        { voterId: String(row['voterId']) },
        'phone',
      )
      if (took)
        await boxes().put(poll.id, mostBallots(kept), [
          { questionId: kept.frozen?.questions[0]?.id ?? '', code: drawCode(), choice: 'A' },
        ])
      holding()
      await gate
      return took
    })
    await held
    app.clock.set(CLOSES)
    const sweeping = app.deps.services.polls.closing.sweep()
    while ((await statusOf(poll)) === 'frozen') await new Promise((resolve) => setImmediate(resolve))
    release()
    const acknowledged = await ballot
    await sweeping
    // The sweep comes again by itself when a row was held for too long.
    while ((await statusOf(poll)) !== 'counted') await app.deps.services.polls.closing.sweep()
    expect(await town.desk(poll)).toMatchObject({ outcomes: [{ count: { ballots: acknowledged ? 1 : 0 } }] })
    expect(acknowledged).toBe(true)
  })

  test('a ballot that reaches its row after the seal is refused, and nothing of it stays', async () => {
    const poll = await town.opened()
    const ref = await refOf(poll)
    const row = await town.rollRow(poll, 1)
    await town.close()
    const took = await app.deps.uow.run(() =>
      rolls().takeSecret(ref, String(row['_id']), { voterId: String(row['voterId']) }, 'phone'),
    )
    expect(took).toBe(false)
    expect(await town.desk(poll)).toMatchObject({ turnout: { voted: 0 } })
  })

  test('a named one too: neither its answer nor its place in the history stays', async () => {
    const poll = await town.opened(namedStraw)
    const ref = await refOf(poll)
    const row = await town.rollRow(poll, 1)
    await town.close()
    const [personId = ''] = row['personIds'] as string[]
    const late = { at: new Date(CLOSES), via: 'phone', answers: ['A'], byAccountId: 'acc_late' } as const
    const done = await app.deps.uow.run(() =>
      rolls().castNamed(
        ref,
        String(row['_id']),
        { personId },
        { ...late, answers: [...late.answers], byPersonId: personId },
        { mayChange: true, clearsDissentOf: personId },
      ),
    )
    expect(done).toBeNull()
    expect(await town.rollRow(poll, 1)).toMatchObject({ voted: false, answers: [], casts: [] })
  })

  test.each(['secret', 'named'] as const)(
    '%s: whoever is told "recorded" while closing runs is counted',
    async (secrecy) => {
      const poll = await town.opened({ secrecy })
      const rows = await Promise.all(town.voters.map((voter) => town.rowOf(poll, voter)))
      app.clock.set(LAST_MOMENT)
      const sending = town.voters.map(async (voter, index) => {
        const rowId = rows[index] ?? ''
        if (index === 12) {
          app.clock.set(CLOSES)
          await app.deps.services.polls.closing.sweep()
          return 0
        }
        const answer =
          secrecy === 'secret'
            ? await voter.client.post(`/polls/${poll.id}/ballot`, secretBallot(rowId))
            : await voter.client.post(`/polls/${poll.id}/vote`, { rowId, answers: ['A'], othersAgree: true })
        if (answer.status !== 200) expect(answer.body['code']).toBe('poll_not_open')
        return answer.status === 200 ? 1 : 0
      })
      const acknowledged = (await Promise.all(sending)).reduce<number>((sum, one) => sum + one, 0)
      while ((await statusOf(poll)) !== 'counted') await app.deps.services.polls.closing.sweep()
      expect(await town.desk(poll)).toMatchObject({ outcomes: [{ count: { ballots: acknowledged } }] })
    },
  )

  test('two sweeps at once count once', async () => {
    const poll = await town.opened()
    await town.cast(poll, 0)
    app.clock.set(CLOSES)
    await Promise.all([1, 2, 3].map(() => app.deps.services.polls.closing.sweep()))
    while ((await statusOf(poll)) !== 'counted') await app.deps.services.polls.closing.sweep()
    expect(await town.desk(poll)).toMatchObject({ outcomes: [{ count: { ballots: 1 } }] })
    const told = (await app.rows('outbox_events')).filter(
      (event) => event['type'] === 'poll.closed' && event['aggregateId'] === poll.id,
    )
    expect(told).toHaveLength(1)
  })
})

test('line 16: nothing is counted while a row is unsealed', async () => {
  const poll = await town.opened()
  await town.cast(poll, 0)
  app.clock.set(CLOSES)
  const polls = app.connection.getClient().db(app.database).collection<{ _id: string }>('polls')
  await polls.updateOne({ _id: poll.id }, { $set: { status: 'sealing' } })
  const { version } = (await town.desk(poll)) as { version: unknown }
  const answer = await town.staff.post(`/staff/polls/${poll.id}/count`, { version })
  expect([answer.status, answer.body['code']]).toEqual([409, 'not_reconciled'])
})
