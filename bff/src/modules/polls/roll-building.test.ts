import { strawSetup } from '@linli/shared/polls/setup.samples'
import type { PollElector } from './polls.ports'
import { planRoll } from './roll-building'

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
