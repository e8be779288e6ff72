import { decodeCursor, encodeCursor } from './page-cursor'

const shape = ['number', 'string'] as const

it('reads back what it wrote', () => {
  expect(decodeCursor(encodeCursor([1_795_305_600_000, 'ntc_1']), shape)).toEqual([
    1_795_305_600_000,
    'ntc_1',
  ])
})

it.each([
  ['of another list', encodeCursor(['ntc_1'])],
  ['with a place that is no number', encodeCursor(['1', 'ntc_1'])],
  ['with an instant beyond every date', encodeCursor([1e300, 'ntc_1'])],
  ['with a fraction', encodeCursor([0.5, 'ntc_1'])],
  ['that is no list', Buffer.from('{"length":2}').toString('base64url')],
  ['that is no JSON', 'abc'],
])('refuses a cursor %s', (_, cursor) => {
  expect(() => decodeCursor(cursor, shape)).toThrow('validation_failed')
})
