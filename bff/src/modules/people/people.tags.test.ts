import { addresses, tagsAt } from './audience'
import { maskPhone } from '../../platform/mask-phone'
import { maskName } from './people.names'
import { bornBy, isAdult, isAged } from './people.tags'

const now = new Date('2026-11-23T02:00:00Z')

test.each([
  ['1966-11-23', 60, true],
  ['1966-11-24', 60, false],
  ['1946-11-23', 80, true],
  [null, 60, false],
] as const)('born %s: %i years old on 23 November 2026 is %s', (birthDate, years, expected) => {
  expect(isAged(birthDate, years, now)).toBe(expected)
})

test('a birthday begins at midnight in Shanghai, not in London', () => {
  expect(bornBy(60, new Date('2026-11-22T16:00:00Z'))).toBe('1966-11-23')
  expect(bornBy(60, new Date('2026-11-22T15:59:59Z'))).toBe('1966-11-22')
})

test('somebody born on 29 February comes of age on 1 March', () => {
  expect(isAged('2008-02-29', 18, new Date('2026-02-28T04:00:00Z'))).toBe(false)
  expect(isAged('2008-02-29', 18, new Date('2026-03-01T04:00:00Z'))).toBe(true)
})

test('an unknown birthday counts as adult and carries no tag of age', () => {
  expect(isAdult(null, now)).toBe(true)
  expect(tagsAt({ birthDate: null, tags: [] }, now)).toEqual([])
})

test('a tag that ran out is carried no more', () => {
  const tags = [
    { code: 'dog', until: now },
    { code: 'car', until: null },
  ]
  expect(tagsAt({ birthDate: '1940-01-01', tags }, now)).toEqual(['car', 'age60', 'age80'])
})

test('an audience addresses nobody who has moved out', () => {
  const home = { path: ['nod_a'], tags: [], birthDate: null }
  const audience = { nodeIds: ['nod_a'], tags: [] }
  expect(addresses(audience, { ...home, to: null }, now)).toBe(true)
  expect(addresses(audience, { ...home, to: now }, now)).toBe(false)
})

test.each([
  ['周玉兰', '周**'],
  ['李敏', '李*'],
  ['欧阳兰', '欧阳*'],
  ['欧阳', '欧*'],
])('masks %s as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked)
})

test('masks the middle of a phone', () => {
  expect(maskPhone('13800000001')).toBe('138****0001')
})
