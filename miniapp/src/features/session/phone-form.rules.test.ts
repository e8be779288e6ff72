import { codeFault, phoneFault, secondsLeft } from './phone-form.rules'

test('a code may be asked for again only after the server’s waiting time', () => {
  expect(secondsLeft(undefined, 60, 1_000_000)).toBe(0)
  expect(secondsLeft(1_000_000, 60, 1_000_001)).toBe(60)
  expect(secondsLeft(1_000_000, 60, 1_059_001)).toBe(1)
  expect(secondsLeft(1_000_000, 60, 1_060_000)).toBe(0)
})

test.each([
  ['13800000001', true],
  ['12800000001', false],
  ['1380000000', false],
  ['138000000012', false],
  ['', false],
])('phone %p is accepted: %p', (phone, fine) => {
  expect(phoneFault(phone) === undefined).toBe(fine)
})

test('a code is six digits', () => {
  expect(codeFault('246810')).toBeUndefined()
  expect(codeFault('24681')).toBeDefined()
  expect(codeFault('24681a')).toBeDefined()
})
