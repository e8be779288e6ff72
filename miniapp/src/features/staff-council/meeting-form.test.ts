import { blankMeeting, draftOf, faultsOf, newItem } from './meeting-form'

const now = new Date('2026-11-26T02:00:00.000Z')
const form = {
  ...blankMeeting(now),
  ...{ title: ' 充电车棚议事会 ', place: '二楼议事厅', day: '2026-12-03' },
  items: [{ ...newItem, title: '建在哪里', link: 'top_1BoxkVZLBjFjeN8D7r' }],
}

test('the form is sent in UTC, and a link is a topic or a poll by how its id begins', () => {
  expect(draftOf(form)).toMatchObject({
    title: '充电车棚议事会',
    startsAt: '2026-12-03T11:00:00.000Z',
    endsAt: '2026-12-03T12:30:00.000Z',
    items: [{ topicId: 'top_1BoxkVZLBjFjeN8D7r', pollId: null }],
  })
  const other = draftOf({ ...form, items: [{ ...newItem, title: '投票', link: 'pol_1BoxkVZLBjFjeN8D7r' }] })
  expect(other.items[0]).toMatchObject({ topicId: null, pollId: 'pol_1BoxkVZLBjFjeN8D7r' })
})

test('everything that is missing is named at once', () => {
  expect(faultsOf(form, now)).toEqual([])
  const paths = faultsOf({ ...blankMeeting(now), day: '2026-11-20', to: '19:00', supporters: true }, now)
  expect(paths.map(({ path }) => path)).toEqual([
    'title',
    'place',
    'startsAt',
    'endsAt',
    'items.0.title',
    'audience.supporters',
  ])
})
