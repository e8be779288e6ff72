import { standPoll } from '../../../test/standing-poll'
import { buildPeopleTown, cardIn } from '../../../test/people-town'
import { startTestApp } from '../../../test/test-app'
import { openTestDatabase, type TestDatabase } from '../../../test/test-database'
import { scopeOf } from '../../platform/scope'
import { createPollMerges } from './poll-merges.repository'
import { pollRollModel, type PollRollRow } from './poll-roll.model'

const OPENS = new Date('2026-11-20T00:00:00.000Z')
const CLOSES = new Date('2099-01-01T00:00:00.000Z')
const COMMUNITY = 'nod_c'
const merge = { mergeId: 'mrg_1', fromId: 'per_gone', toId: 'per_kept' }
const holder = (holderId: string) => ({
  ...{ holderId, holderLabel: '周**', mandateRef: '第 1 号', byAccountId: 'acc_desk', at: OPENS },
})

describe('records of one human that become one while a vote is open', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase()
  })
  afterEach(() => database.close())

  async function rolls() {
    const rows = await pollRollModel(database.connection).find().sort({ _id: 1 }).lean<PollRollRow[]>()
    return rows.map(({ _id, personIds, voterId, dissentBy, proxy, merges = [] }) => [
      ...[_id, personIds, voterId, dissentBy, proxy?.holderId ?? null, merges.length],
    ])
  }
  const stand = (name: string, rows: (Partial<PollRollRow> & Pick<PollRollRow, 'personIds' | 'voterId'>)[]) =>
    standPoll(database.connection, {
      ...{ id: `pol_${name}`, communityId: COMMUNITY, status: 'frozen', opensAt: OPENS, closesAt: CLOSES },
      rows: rows.map((row, index) => ({ _id: `prw_${name}${index}`, ...row })),
    })

  it('keep their place, once; a row of the kept record’s own is the one that counts, and all comes back', async () => {
    const { fromId, toId } = merge
    await stand('alone', [{ personIds: [fromId], voterId: fromId }])
    await stand('both', [
      { personIds: [fromId], voterId: fromId },
      { personIds: [toId], voterId: toId },
    ])
    await stand('home', [{ personIds: [fromId, toId, 'per_other'], voterId: fromId, dissentBy: fromId }])
    await stand('held', [{ personIds: ['per_other'], voterId: 'per_other', proxy: holder(fromId) }])
    await stand('others', [{ personIds: ['per_other'], voterId: 'per_other' }])
    const before = await rolls()
    const merges = createPollMerges(database.connection)
    const scope = scopeOf([COMMUNITY])
    await merges.join(scopeOf(['nod_elsewhere']), merge)
    expect(await rolls()).toEqual(before)

    await database.uow.run(() => merges.join(scope, merge))
    expect(await rolls()).toEqual([
      ['prw_alone0', [toId], toId, null, null, 1],
      ['prw_both0', [fromId], fromId, null, null, 0],
      ['prw_both1', [toId], toId, null, null, 0],
      ['prw_held0', ['per_other'], 'per_other', null, toId, 1],
      ['prw_home0', [toId, 'per_other'], toId, toId, null, 1],
      ['prw_others0', ['per_other'], 'per_other', null, null, 0],
    ])

    await database.uow.run(() => merges.part(scope, merge.mergeId))
    const after = await rolls()
    expect(after.filter(([id]) => id !== 'prw_home0')).toEqual(before.filter(([id]) => id !== 'prw_home0'))
    // Of two who shared the row both may cast for it again; who was named may be either, and the kept one is.
    expect(after.find(([id]) => id === 'prw_home0')).toEqual([
      ...['prw_home0', [fromId, toId, 'per_other'], toId, toId, null, 0],
    ])
  })

  it('cannot be parted any more once that is forgotten, and stay as they are', async () => {
    await stand('alone', [{ personIds: [merge.fromId], voterId: merge.fromId }])
    const merges = createPollMerges(database.connection)
    const scope = scopeOf([COMMUNITY])
    await merges.join(scope, merge)
    await merges.forget(scope, [merge.mergeId])
    await merges.part(scope, merge.mergeId)
    expect(await rolls()).toEqual([['prw_alone0', [merge.toId], merge.toId, null, null, 0]])
  })
})

it('a merge at the desk of people takes the place on the roll along, and gives it back', async () => {
  const app = await startTestApp()
  try {
    const town = await buildPeopleTown(app)
    const staff = town.as('community_staff')
    const [keepId = '', dropId = ''] = await town.enrol(
      { name: '严一', phone: '13700001001' },
      { name: '严二', phone: '13700001002' },
    )
    await standPoll(app.connection, {
      ...{ id: 'pol_1MergeA', communityId: town.own, status: 'frozen', opensAt: OPENS, closesAt: CLOSES },
      rows: [{ _id: 'prw_1MergeA', personIds: [dropId], voterId: dropId }],
    })
    const place = async () =>
      (await app.rows('poll_rolls')).map(({ personIds, voterId }) => [personIds, voterId])
    const versionOf = async (id: string) => cardIn(await staff.get(`/people/${id}`)).version
    const merged = await staff.post('/people/merges', {
      ...{
        keepId,
        keepVersion: await versionOf(keepId),
        dropId,
        dropVersion: await versionOf(dropId),
        take: {},
      },
    })
    const [made] = cardIn(merged).merges
    expect(await place()).toEqual([[[keepId], keepId]])
    expect((await staff.post(`/people/merges/${made?.id}/undo`, {})).status).toBe(200)
    expect(await place()).toEqual([[[dropId], dropId]])
  } finally {
    await app.close()
  }
})
