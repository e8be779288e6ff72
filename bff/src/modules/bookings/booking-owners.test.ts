import type { BookingRow } from './booking.model'
import { createBookingOwners } from './booking-owners'

const made = (id: string, personKey?: string): BookingRow =>
  ({
    ...{ _id: id, communityId: 'nod_a', accountId: 'acc_daughter' },
    ...{ forSelf: personKey === undefined, personKey: personKey ?? 'per_daughter' },
  }) as BookingRow

test('of a long list of bookings each person is asked once whether they still agree', async () => {
  const asked: string[] = []
  const owners = createBookingOwners({
    bookings: { findOwn: () => Promise.resolve(null), listOwn: () => Promise.resolve([]) },
    people: {
      accountOfPerson: (_, personId) =>
        Promise.resolve({ name: '', accountId: personId === 'per_daughter' ? 'acc_daughter' : null }),
    },
    kin: {
      mayActFor: () => Promise.resolve(false),
      principalsOf: () => Promise.resolve([]),
      delegationsOf(_, personId) {
        asked.push(personId)
        return Promise.resolve(
          personId === 'per_mother'
            ? [
                {
                  principalPersonId: personId,
                  delegatePersonId: 'per_daughter',
                  scope: ['bookings'] as const,
                },
              ]
            : [],
        )
      },
    },
  })
  const rows = ['per_mother', 'per_uncle', undefined, 'per_mother', 'per_uncle'].map((personKey, at) =>
    made(`bok_${at}`, personKey),
  )
  const seen = await owners.stillSeenBy('acc_daughter', rows)
  expect(seen.map(({ _id }) => _id)).toEqual(['bok_0', 'bok_2', 'bok_3'])
  expect(asked).toEqual(['per_mother', 'per_uncle'])
})
