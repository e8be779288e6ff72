import { emptyHome, homeOf, readShare } from './home-fields'

test.each([
  ['', null],
  ['1/2', { n: 1, d: 2 }],
  [' 1 / 3 ', { n: 1, d: 3 }],
  ['１／２', { n: 1, d: 2 }],
  ['3/2', undefined],
  ['0/2', undefined],
  ['50%', undefined],
  ['1/10001', undefined],
])('%j reads as %j', (text, expected) => {
  expect(readShare(text)).toEqual(expected)
})

test('a home is sent once room, relation and ground are chosen; a share only for owners', () => {
  const full = { ...emptyHome, roomId: 'nod_a', relation: 'owner', share: '1/2', basis: 'register' }
  expect(homeOf(full)).toEqual({
    ...{ roomId: 'nod_a', relation: 'owner', livesIn: true, basis: 'register' },
    share: { n: 1, d: 2 },
  })
  expect(homeOf({ ...full, relation: 'tenant' })).toMatchObject({ share: null })
  expect(homeOf({ ...full, share: '2/1' })).toBeUndefined()
  for (const missing of ['roomId', 'relation', 'basis'])
    expect(homeOf({ ...full, [missing]: '' })).toBeUndefined()
})
