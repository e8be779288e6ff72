import { mergeDesk } from '../../../test/merge-desk'
import { bodyOf, codeOf } from '../../../test/http-client'
import { cardIn } from '../../../test/people-town'
import {
  always,
  startPollTown,
  drawCode,
  namedStraw,
  type PollHandle,
  type PollTown,
  type Voter,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'

// What other features keep under a person, when two records of one human become one and are parted again.

let app: TestApp
let town: PollTown
beforeEach(async () => {
  ;({ app, town } = await startPollTown(24))
})
afterEach(() => app.close())

const { merge, undo } = mergeDesk(() => town.staff)

/** The same human with the account that answers to another record now. */
const asPerson = ({ actor }: Voter, personId: string): Voter => {
  const moved = { ...actor, personId, sessionId: `${actor.sessionId}Now` }
  return { personId, actor: moved, client: always(app, moved) }
}
/** A second record of somebody, entered by a desk that did not know of the first. */
async function double(name: string): Promise<string> {
  const [personId = ''] = await town.enrol({ name, phone: '13700009999', birthDate: '1970-01-01' })
  return personId
}
const rowsOf = async ({ id }: PollHandle) =>
  (await app.rows('poll_rolls'))
    .filter((row) => row['pollId'] === id)
    .toSorted((a, b) => Number(a['serial']) - Number(b['serial']))
const vote = (poll: PollHandle, { client }: Voter, rowId: string) =>
  client.post(`/polls/${poll.id}/vote`, { rowId, answers: ['A'], othersAgree: false })
const cast = (poll: PollHandle, { client }: Voter, rowId: string) =>
  client.post(`/polls/${poll.id}/ballot`, { rowId, ballots: [{ code: drawCode(), choice: 'A' }] })

describe('the vote of somebody whose record went into another', () => {
  it.each([
    ['named', namedStraw, vote],
    ['secret', {}, cast],
  ] as const)(
    'is not lost in a %s poll, and is theirs again when the merge is undone',
    async (_, setup, put) => {
      const poll = await town.opened(setup)
      const voter = town.voterAt(0)
      const rowId = await town.rowOf(poll, voter)
      const before = await rowsOf(poll)
      const keepId = await double('周甲')
      const merged = cardIn(await merge(keepId, voter.personId))
      // The same lines, numbers and votes: the fingerprint of the roll still fits.
      const seen = (rows: typeof before) => rows.map(({ personIds: _p, voterId: _v, ...line }) => line)
      expect(seen(await rowsOf(poll))).toEqual(seen(before))
      const now = asPerson(voter, keepId)
      expect(await town.rowOf(poll, now)).toBe(rowId)
      expect((await put(poll, now, rowId)).status).toBe(200)
      cardIn(await undo(merged))
      const [row] = (await rowsOf(poll)).filter(({ _id }) => String(_id) === rowId)
      expect(row).toMatchObject({ personIds: [voter.personId], voterId: voter.personId, voted: true })
      expect(codeOf(await put(poll, now, rowId))).toBe('not_on_roll')
    },
  )

  it('is one where both records had a row: nobody casts for the other', async () => {
    const poll = await town.opened(namedStraw)
    const [keep, drop] = [town.voterAt(0), town.voterAt(1)]
    const rowId = await town.rowOf(poll, drop)
    const before = await rowsOf(poll)
    const merged = cardIn(await merge(keep.personId, drop.personId))
    expect(await rowsOf(poll)).toEqual(before)
    expect(codeOf(await vote(poll, keep, rowId))).toBe('not_on_roll')
    expect((await vote(poll, keep, await town.rowOf(poll, keep))).status).toBe(200)
    cardIn(await undo(merged))
    expect((await vote(poll, drop, rowId)).status).toBe(200)
  })

  it('counts for each home where a poll asks homes', async () => {
    const poll = await town.opened({ ...namedStraw, electorate: 'household' })
    const [keep, drop] = [town.voterAt(0), town.voterAt(1)]
    const before = await rowsOf(poll)
    const merged = cardIn(await merge(keep.personId, drop.personId))
    const { rows } = bodyOf<{ rows: { rowId: string }[] }>(await keep.client.get(`/polls/${poll.id}/mine`))
    expect(rows).toHaveLength(2)
    cardIn(await undo(merged))
    expect(await rowsOf(poll)).toEqual(before)
  })
})

it('a poll in preparation names the record that is left, and a desk that has it open has to look again', async () => {
  const [drop, other] = [town.voterAt(0).personId, town.voterAt(1).personId]
  const draft = town.draft({ packId: 'representatives_meeting' }, { electorIds: [drop, other] })
  const { id, version } = bodyOf<{ id: string; version: number }>(
    await town.staff.post('/staff/polls', draft),
  )
  const named = async () => {
    const kept = bodyOf<{ draft: { electorIds: string[] } }>(await town.staff.get(`/staff/polls/${id}`))
    return kept.draft.electorIds
  }
  const keepId = await double('周甲')
  const merged = cardIn(await merge(keepId, drop))
  expect(await named()).toEqual([keepId, other])
  const { communityId: _, ...typed } = draft
  expect((await town.staff.put(`/staff/polls/${id}`, { ...typed, version })).status).toBe(409)
  cardIn(await undo(merged))
  expect(await named()).toEqual([drop, other])
})

describe('who is listed in the set-up of a poll', () => {
  it('keeps the votes listed for them, and is one where both are listed', async () => {
    const [drop, other] = [town.voterAt(0), town.voterAt(1)]
    const keepId = town.voterAt(2).personId
    const listed = (people: readonly { personId: string; votes: number }[]) => ({
      ...{ secrecy: 'named' as const, electorate: 'representative' as const, isWeighted: true },
      weights: { basis: '每位代表按所代表的户数', people: [...people] },
    })
    const draftOf = async (...personIds: readonly string[]) =>
      bodyOf<{ id: string }>(
        await town.staff.post(
          '/staff/polls',
          town.draft(listed(personIds.map((personId) => ({ personId, votes: 30 }))), {
            electorIds: [drop.personId, other.personId],
          }),
        ),
      ).id
    const one = await draftOf(drop.personId)
    const both = await draftOf(drop.personId, keepId)
    const stored = async () =>
      (await app.rows('polls'))
        .toSorted((a, b) => (String(a._id) < String(b._id) ? -1 : 1))
        // Whoever has it open looks again after either change.
        .map(({ version: _, ...kept }) => kept)
    const before = await stored()
    const merged = cardIn(await merge(keepId, drop.personId))
    const read = async (id: string) => bodyOf(await town.staff.get(`/staff/polls/${id}`))
    expect(await read(one)).toMatchObject({
      draft: {
        setup: { weights: { people: [{ personId: keepId, votes: 30 }] } },
        electorIds: [keepId, other.personId],
      },
    })
    expect(await read(both)).toMatchObject({
      draft: { setup: { weights: { people: [{ personId: drop.personId }, { personId: keepId }] } } },
    })
    cardIn(await undo(merged))
    expect(await stored()).toEqual(before)
  })

  it('stays a candidate, who neither counts papers nor carries mandates, under the record that is left', async () => {
    const drop = town.voterAt(5)
    const keepId = await double('周己')
    const standing = [5, 6, 7].map((index) => ({
      ...{ personId: town.voterAt(index).personId, about: '', consentOn: '2026-11-20' },
    }))
    const poll = await town.opened({
      ...{ packId: 'residents_meeting', secrecy: 'named', electorate: 'household', proxiesPerHolder: 2 },
      questions: [
        {
          ...{
            kind: 'choice',
            text: '推选谁当楼组长？',
            method: 'single',
            options: ['周己', '周庚', '周辛'],
          },
          ...{ min: 1, max: 1, scoreMax: 0, seats: 1, candidates: standing },
        },
      ],
    })
    const rowId = await town.rowOf(poll, town.voterAt(0))
    let signedIn = 0
    const read = (personId: string) =>
      always(app, {
        ...town.actor('community_staff'),
        ...{ accountId: 'acc_testStands', sessionId: `ses_testStands${(signedIn += 1)}`, personId },
      }).post(`/staff/polls/${poll.id}/papers`, { rowId, answers: ['A'], channel: 'paper' })
    const merged = cardIn(await merge(keepId, drop.personId))
    expect((await read(keepId)).status).toBe(403)
    const mandate = await town.staff.post(`/staff/polls/${poll.id}/proxies`, {
      ...{ rowId, holderId: keepId, mandateRef: '委托书 1' },
    })
    expect([mandate.status, mandate.body['details']]).toEqual([409, { reason: 'candidate' }])
    cardIn(await undo(merged))
    expect((await read(drop.personId)).status).toBe(403)
    expect((await read(keepId)).status).toBe(200)
  })
})

describe('cases and wishes of somebody whose record went into another', () => {
  it('are found under the record that is left, and go back with the other', async () => {
    const [keep, drop, child] = [await double('周甲'), town.voterAt(0), town.voterAt(1)]
    const db = app.connection.getClient().db(app.connection.name)
    const put = (name: string, rows: readonly Readonly<Record<string, unknown> & { _id: string }>[]) =>
      db.collection<{ _id: string }>(name).insertMany(rows.map((row) => ({ ...row, communityId: town.own })))
    const { accountId } = drop.actor
    await put('bindings', [
      {
        _id: 'bnd_drop',
        accountId,
        personId: drop.personId,
        method: 'roll',
        from: app.clock.now(),
        to: null,
      },
    ])
    const filed = (by: Voter) => ({ accountId: by.actor.accountId, personId: by.personId, label: '周*' })
    await put('opinions', [
      { _id: 'opn_own', number: 'QH-1', authorAccountId: accountId, authorPersonId: drop.personId },
      {
        _id: 'opn_for',
        number: 'QH-2',
        authorAccountId: 'acc_deleted',
        authorPersonId: drop.personId,
        filedBy: filed(child),
      },
      {
        _id: 'opn_by',
        number: 'QH-3',
        authorAccountId: 'acc_x',
        authorPersonId: child.personId,
        filedBy: filed(drop),
      },
      { _id: 'opn_other', number: 'QH-4', authorAccountId: 'acc_y', authorPersonId: child.personId },
    ])
    const wish = (_id: string, personId: string, field: string, status = 'submitted') => ({
      ...{ _id, personId, accountId, field, roomId: null, status },
    })
    await put('data_corrections', [
      wish('dco_name', drop.personId, 'name'),
      wish('dco_phone', drop.personId, 'phone'),
      wish('dco_kept', keep, 'phone'),
      wish('dco_done', drop.personId, 'birth_date', 'accepted'),
    ])
    const all = async () =>
      (await Promise.all(['opinions', 'data_corrections'].map((name) => app.rows(name)))).map((rows) =>
        rows.toSorted((a, b) => (String(a._id) < String(b._id) ? -1 : 1)),
      )
    const before = await all()
    const merged = cardIn(await merge(keep, drop.personId))
    const [cases = [], wishes = []] = await all()
    const under = (rows: typeof cases, id: (row: (typeof cases)[number]) => unknown) =>
      rows.filter((row) => id(row) === keep).map(({ _id }) => String(_id))
    expect(under(cases, (row) => row['authorPersonId'])).toEqual(['opn_for', 'opn_own'])
    expect(under(cases, (row) => (row['filedBy'] as { personId?: string } | undefined)?.personId)).toEqual([
      'opn_by',
    ])
    expect(under(wishes, (row) => row['personId'])).toEqual(['dco_kept', 'dco_name'])
    cardIn(await undo(merged))
    expect(await all()).toEqual(before)
  })
})

describe('a meeting for which somebody was named whose record went into another', () => {
  const guestsOf = async (id: string) =>
    (await app.rows('meeting_guests'))
      .filter((row) => row['meetingId'] === id)
      .map(({ personId, coming }) => [personId, coming])
  it('invites who is left, and keeps what was answered since when the two are parted', async () => {
    app.clock.set('2026-11-23T02:00:00.000Z')
    const voter = town.voterAt(0)
    const audience = { representatives: false, supporters: false, personIds: [voter.personId] }
    const planned = async () =>
      bodyOf<{ id: string; version: number }>(
        await town.staff.post('/staff/meetings', {
          ...{ communityId: town.own, title: '车棚议事会', about: '', place: '议事厅', isPublic: true },
          ...{ startsAt: '2026-12-03T11:00:00.000Z', endsAt: '2026-12-03T12:30:00.000Z', audience },
          items: [{ id: null, title: '车棚建在哪里', topicId: null, pollId: null }],
        }),
      )
    const invite = async ({ id, version }: { id: string; version: number }) => {
      bodyOf(await town.staff.post(`/staff/meetings/${id}/invite`, { version }))
      await app.drainOutbox()
    }
    const [early, late] = [await planned(), await planned()]
    await invite(early)
    const keepId = await double('周甲')
    const merged = cardIn(await merge(keepId, voter.personId))
    await invite(late)
    for (const { id } of [early, late]) {
      expect(await guestsOf(id)).toEqual([[keepId, null]])
      const { client } = asPerson(voter, keepId)
      bodyOf(await client.post(`/meetings/${id}/answer`, { coming: true }))
    }
    cardIn(await undo(merged))
    expect(await guestsOf(early.id)).toEqual(
      expect.arrayContaining([
        [keepId, true],
        [voter.personId, null],
      ]),
    )
    const named = (await app.rows('meetings')).map(({ audience: who }) => (who as typeof audience).personIds)
    expect(named).toEqual([[voter.personId], [voter.personId]])
  })
})
