import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { ownersSetup } from '@linli/shared/polls/setup.samples'
import { formOf, readForm, type OfficialForm } from './official-form'

const setup = { ...ownersSetup, cityId: 'beijing' } as PollDeskView['draft']['setup']
const poll = {
  draft: { setup },
  roll: { votes: 300, area: 3_000_000 },
  official: null,
} as unknown as PollDeskView

const typed = (cast: [string, string], ...options: [string, string][]): OfficialForm => ({
  ...formOf(setup, null),
  ...{ system: '业主电子投票系统', reference: 'BJ-118', decidedOn: '2026-12-27' },
  questions: [
    {
      cast: { votes: cast[0], area: cast[1] },
      options: options.map(([votes, area]) => ({ votes, area })),
      silent: { votes: '', area: '' },
    },
  ],
})

test('an empty form says of every field what belongs there', () => {
  const { faults } = readForm(formOf(setup, null), poll)
  expect([...faults.keys()]).toEqual([
    // As they stand on the page: the first of them gets the cursor.
    ...['questions.0.cast.votes', 'questions.0.cast.area'],
    ...['questions.0.options.0.votes', 'questions.0.options.0.area'],
    ...['questions.0.options.1.votes', 'questions.0.options.1.area'],
    ...['system', 'reference', 'decidedOn'],
  ])
})

test('areas become whole hundredths, and the form of a record gives the record again', () => {
  const form = typed(['200', '20000'], ['101', '10000.01'], ['99', '9999.99'])
  const { record, faults } = readForm(form, poll)
  expect(faults.size).toBe(0)
  expect(record.questions).toEqual([
    {
      cast: { votes: 200, area: 2_000_000 },
      options: [
        { votes: 101, area: 1_000_001 },
        { votes: 99, area: 999_999 },
      ],
    },
  ])
  const official = { ...record, byName: '', at: '', former: [], files: [] }
  const again = { ...formOf(setup, official), reason: '原件上是 101 票' }
  expect(readForm(again, { ...poll, official }).record).toEqual(record)
  expect([...readForm(formOf(setup, official), { ...poll, official }).faults.keys()]).toEqual(['reason'])
})

test.each([
  ['more than the roll', typed(['301', '20000'], ['101', '1'], ['1', '1']), 'questions.0.cast.votes'],
  ['more area than the roll', typed(['300', '30000.01'], ['1', '1'], ['1', '1']), 'questions.0.cast.area'],
  [
    'an option above what took part',
    typed(['20', '50'], ['21', '1'], ['1', '1']),
    'questions.0.options.0.votes',
  ],
  ['options that add up to more', typed(['20', '50'], ['11', '1'], ['10', '1']), 'questions.0.cast.votes'],
  ['half a vote', typed(['1.5', '50'], ['1', '1'], ['0', '0']), 'questions.0.cast.votes'],
])('%s is marked where it stands', (_name, form, path) => {
  expect([...readForm(form, poll).faults.keys()]).toEqual([path])
})
