import { base32, counterAt, counterOf, hotp } from './totp'

/** The secret of the appendices of RFC 4226 and RFC 6238. */
const secret = Buffer.from('12345678901234567890')

test.each([
  ['1970-01-01T00:00:59Z', '94287082'],
  ['2005-03-18T01:58:29Z', '07081804'],
  ['2005-03-18T01:58:31Z', '14050471'],
  ['2009-02-13T23:31:30Z', '89005924'],
  ['2033-05-18T03:33:20Z', '69279037'],
  ['2603-10-11T11:33:20Z', '65353130'],
])('RFC 6238 appendix B: %s gives %s', (instant, code) => {
  expect(hotp(secret, counterAt(new Date(instant)), 8)).toBe(code)
})

test.each([
  '755224',
  '287082',
  '359152',
  '969429',
  '338314',
  '254676',
  '287922',
  '162583',
  '399871',
  '520489',
])('RFC 4226 appendix D: %s', (code) => {
  const counters = Array.from({ length: 10 }, (_, counter) => counter)
  expect(counters.map((counter) => hotp(secret, counter))).toContain(code)
})

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('RFC 4648 §10: base32 of %j is %j', (text, encoded) => {
  expect(base32(Buffer.from(text))).toBe(encoded)
})

test('a code counts one step early and one late, and no further', () => {
  const now = new Date('2026-11-23T02:00:00Z')
  const counter = counterAt(now)
  const found = [-2, -1, 0, 1, 2].map((step) => counterOf(secret, hotp(secret, counter + step), now, 0))
  expect(found).toEqual([null, counter - 1, counter, counter + 1, null])
})

test('a counter that was accepted before does not count again, and no older one either', () => {
  const now = new Date('2026-11-23T02:00:00Z')
  const counter = counterAt(now)
  expect(counterOf(secret, hotp(secret, counter), now, counter)).toBeNull()
  expect(counterOf(secret, hotp(secret, counter - 1), now, counter)).toBeNull()
  expect(counterOf(secret, hotp(secret, counter + 1), now, counter)).toBe(counter + 1)
})
