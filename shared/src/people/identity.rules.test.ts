import { birthDateOfId, isIdNumber, isResidentId, normaliseId } from './identity.rules'

// The two worked examples of GB 11643-1999.
test.each(['11010519491231002X', '440524188001010014'])('%s passes its check character', (number) => {
  expect(isResidentId(number)).toBe(true)
})

test.each([
  ['a wrong check character', '110105194912310021'],
  ['a changed digit', '11010519491231012X'],
  ['two digits exchanged', '11010519941231002X'],
  ['a day that never was', '110105194902310021'],
  ['seventeen digits', '1101051949123100X'],
  ['fifteen digits, the old form', '110105491231002'],
  ['a leading zero', '01010519491231002X'],
])('%s is refused', (_, number) => {
  expect(isResidentId(number)).toBe(false)
})

test('every single wrong digit is noticed', () => {
  const right = '11010519491231002X'
  for (let place = 0; place < 17; place += 1) {
    for (const digit of '0123456789') {
      if (digit === right[place]) continue
      expect(isResidentId(`${right.slice(0, place)}${digit}${right.slice(place + 1)}`)).toBe(false)
    }
  }
})

test('a number is read as it is written on a card', () => {
  expect(normaliseId(' 110105 19491231 002x ')).toBe('11010519491231002X')
  expect(normaliseId('１１０１０５19491231002X')).toBe('11010519491231002X')
})

test('the day of birth stands in the number', () => {
  expect(birthDateOfId('11010519491231002X')).toBe('1949-12-31')
  expect(birthDateOfId('E12345678')).toBeNull()
})

test.each([
  ['passport', 'E12345678', true],
  ['passport', 'E1', false],
  ['hk_macao_permit', 'H0123456700', true],
  ['foreigner_permit', 'USA110012345678', true],
  ['resident_id', 'E12345678', false],
] as const)('%s %s: %s', (kind, number, expected) => {
  expect(isIdNumber(kind, number)).toBe(expected)
})
