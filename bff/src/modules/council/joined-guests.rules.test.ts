import { joinedGuest, partedGuest, type Guest } from './joined-guests.rules'

const nobody: Guest = { invited: false, coming: null, via: null, cameAt: null }
const invited: Guest = { ...nobody, invited: true }
const at = (day: number) => new Date(Date.UTC(2026, 11, day))
const came: Guest = { ...invited, via: 'scan', cameAt: at(3) }

test.each<readonly [string, Guest, Guest | null]>([
  ['only the other was invited', invited, null],
  ['both were invited', invited, invited],
  ['the other has answered', { ...invited, coming: false }, invited],
  ['the own answer stands', { ...invited, coming: false }, { ...invited, coming: true }],
  ['the other was there', came, invited],
  ['both were there', came, { ...came, via: 'desk', cameAt: at(4) }],
])('joined and parted again without anything between, each is what it was: %s', (_, gone, before) => {
  const joined = joinedGuest(gone, before)
  expect(partedGuest(joined, joined, before)).toEqual(before)
})

test.each<readonly [string, Partial<Guest>, Guest | null, Guest | null]>([
  ['came meanwhile', { via: 'scan', cameAt: at(5) }, null, { ...nobody, via: 'scan', cameAt: at(5) }],
  ['came meanwhile', { via: 'scan', cameAt: at(5) }, invited, { ...invited, via: 'scan', cameAt: at(5) }],
  ['has answered meanwhile', { coming: true }, null, { ...nobody, coming: true }],
  ['has answered meanwhile', { coming: true }, invited, { ...invited, coming: true }],
])('who %s as the record that stays has done so when the two are parted', (_, since, before, expected) => {
  const joined = joinedGuest(invited, before)
  expect(partedGuest({ ...joined, ...since }, joined, before)).toEqual(expected)
})
