import { knownWords, stillToReach } from './reach-words'

const reach = { households: 43, confirmed: 10, told: 6, readOnly: 9 }

test('who was told at the door is not counted among those who confirmed', () => {
  expect(knownWords(reach, true)).toBe('10 / 43 户已知晓，另 6 户已上门')
  expect(stillToReach(reach, true)).toBe(27)
  expect(knownWords({ ...reach, told: 0 }, true)).toBe('10 / 43 户已知晓')
})

test('where nothing is to be confirmed, whoever has read it knows', () => {
  expect(knownWords(reach, false)).toBe('19 / 43 户看过，另 6 户已上门')
  expect(stillToReach(reach, false)).toBe(18)
})
