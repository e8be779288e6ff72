import { ownersSetup, residentsSetup, strawSetup } from '@linli/shared/polls/setup.samples'
import type { PollElector, PollRoom } from './polls.ports'
import { planRoll } from './roll-plan'

const setup = { ...strawSetup, takesUnconfirmed: true }
const DAY = '2026-12-20'

let made = 0
const elector = (part: Partial<PollElector>): PollElector => ({
  personId: `per_${++made}`,
  maskedName: '秦*',
  birthDate: '1975-02-03',
  identity: null,
  likeness: null,
  accountId: null,
  roomId: `rm_${made}`,
  roomLabel: `锦和苑 3 号楼 2 单元 50${made % 9}`,
  relation: 'owner',
  livesIn: true,
  ...part,
})
const rowsOf = (...electors: readonly PollElector[]) =>
  planRoll(setup, DAY, electors, []).rows.map(({ personIds }) => personIds.length)

describe('one human on a roll that takes the unconfirmed too', () => {
  test('two records of one name and one phone are one row, and either record opens it', () => {
    expect(rowsOf(elector({ likeness: 'phone 秦一' }), elector({ likeness: 'phone 秦一' }))).toEqual([2])
  })
  test('a record that is confirmed and one that is not are the confirmed human, whichever comes first', () => {
    const seen = elector({ identity: 'blind', likeness: 'phone 秦一' })
    const unseen = elector({ likeness: 'phone 秦一' })
    for (const order of [
      [seen, unseen],
      [unseen, seen],
    ]) {
      const { rows } = planRoll(setup, DAY, order, [])
      expect(rows.map(({ uniqueKey }) => uniqueKey)).toEqual(['identity blind'])
    }
  })
  test('a family that shares one phone are as many as they are', () => {
    expect(rowsOf(elector({ likeness: 'phone 秦一' }), elector({ likeness: 'phone 秦二' }))).toEqual([1, 1])
  })
  test('without a phone nobody is taken for somebody else', () => {
    expect(rowsOf(elector({}), elector({}))).toEqual([1, 1])
  })
  test('two papers are two humans, whatever else is the same', () => {
    const two = ['one', 'other'].map((identity) => elector({ identity, likeness: 'phone 秦一' }))
    expect(rowsOf(...two)).toEqual([1, 1])
  })
})

describe('owners and their rooms (法释〔2020〕建筑物区分所有权解释 art. 8 and 9)', () => {
  const room = (id: string, part: Partial<PollRoom> = {}): PollRoom => ({
    ...{
      id,
      label: `锦和苑 ${id}`,
      propertyKind: 'residential',
      areaHundredths: 8001,
      delivery: 'delivered',
    },
    ...part,
  })
  const owns = (personId: string, roomId: string, part: Partial<PollElector> = {}) =>
    elector({ personId, roomId, livesIn: false, ...part })
  const planned = (electors: readonly PollElector[], rooms: readonly PollRoom[], cityId = 'hangzhou') => {
    const { rows, ownerless, withoutArea } = planRoll({ ...ownersSetup, cityId }, DAY, electors, rooms)
    return { heads: rows.map(({ personIds, area }) => [personIds.join(' '), area]), ownerless, withoutArea }
  }

  test('who lives in a room, and is no owner of it, has no row; a room without an owner counts and is named', () => {
    const tenant = owns('per_tenant', '01', { relation: 'tenant', livesIn: true })
    expect(planned([tenant], [room('01')])).toEqual({
      ...{ heads: [['', 8001]], ownerless: 1, withoutArea: 0 },
    })
  })
  test('two owners of several rooms: each alone, and both together, are three heads', () => {
    const electors = [
      ...[owns('per_a', '01'), owns('per_a', '02')],
      ...[owns('per_b', '03'), owns('per_b', '04'), owns('per_a', '05'), owns('per_b', '05')],
      // Registered in the other order: the same two are the same buyer.
      ...[owns('per_b', '06'), owns('per_a', '06')],
    ]
    const rooms = ['01', '02', '03', '04', '05', '06'].map((id) => room(id))
    expect(planned(electors, rooms).heads).toEqual([
      ['per_a', 16_002],
      ['per_b', 16_002],
      ['per_a per_b', 16_002],
    ])
  })
  test('what is sold and not handed over is the developer’s, with what is not sold, whoever has bought it', () => {
    const rooms = [
      room('01', { delivery: 'undelivered' }),
      room('02', { delivery: 'unsold', areaHundredths: 1 }),
      room('03'),
    ]
    expect(planned([owns('per_a', '01'), owns('per_a', '03')], rooms).heads).toEqual([
      ['', 8002],
      ['per_a', 8001],
    ])
  })
  test('a parking place of the same owner is area alone, and in Ningbo nothing', () => {
    const rooms = [room('01'), room('02', { propertyKind: 'parking', areaHundredths: 1250 })]
    const both = [owns('per_a', '01'), owns('per_a', '02')]
    expect(planned(both, rooms).heads).toEqual([['per_a', 9251]])
    expect(planned(both, rooms, 'ningbo').heads).toEqual([['per_a', 8001]])
  })
  test('a room whose area nobody knows is no room of nothing: it is counted apart, unless its area does not count', () => {
    const rooms = [room('01', { areaHundredths: null }), room('02', { areaHundredths: 0 }), room('03')]
    expect(planned([], rooms).withoutArea).toBe(2)
    const places = [room('01', { propertyKind: 'parking', areaHundredths: null })]
    expect(planned([], places).withoutArea).toBe(1)
    expect(planned([], places, 'ningbo').withoutArea).toBe(0)
  })
})

describe('who casts for a household (domain-facts §2.1: who is not confirmed takes part in a straw poll and in nothing that decides)', () => {
  const meeting = { ...residentsSetup, electorate: 'household' as const }
  const room = { roomId: 'rm_home', roomLabel: '锦和苑 3 号楼 2 单元 501' }
  const seen = elector({ ...room, identity: 'blind' })
  const unseen = elector({ ...room, relation: 'family' })
  const ageless = elector({ ...room, identity: 'other', birthDate: null, relation: 'tenant' })
  const carer = elector({ ...room, relation: 'carer' })
  const child = elector({ ...room, birthDate: '2015-01-01', relation: 'family' })
  const all = [unseen, seen, ageless, carer, child]

  test('where residents decide the confirmed adults of a room cast, and the others are named with the reason', () => {
    const { rows, leftOut } = planRoll(meeting, DAY, all, [])
    expect(rows.map(({ personIds, voterId }) => [personIds, voterId])).toEqual([
      [[seen.personId], seen.personId],
    ])
    expect(leftOut).toEqual([
      { personId: unseen.personId, reason: 'unconfirmed' },
      { personId: ageless.personId, reason: 'birthday' },
    ])
  })
  test('a home of which nobody is confirmed counts all the same: what decides is no smaller for it', () => {
    const { rows } = planRoll(meeting, DAY, [unseen, elector({ identity: 'third' })], [])
    expect(rows.map(({ personIds }) => personIds.length).toSorted()).toEqual([0, 1])
  })
  test('a straw poll asks every adult of the home', () => {
    const { rows, leftOut } = planRoll({ ...strawSetup, electorate: 'household' }, DAY, all, [])
    expect(rows.map(({ personIds }) => personIds.length)).toEqual([3])
    expect(leftOut).toEqual([])
  })
})
