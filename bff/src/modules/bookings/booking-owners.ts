import type { Actor } from '../../platform/actor'
import type { BookingRow } from './booking.model'
import { deskScope, eventScope } from './bookings.policy'
import type { BookingKin, BookingPeople } from './bookings.ports'
import type { BookingsRepository, OwnPage } from './bookings.repository'

/** Somebody who is told of a booking. */
export interface BookingHearer {
  readonly accountId: string
  /** As this hearer reads it: to the person it is the own one, whoever made it. */
  readonly row: BookingRow
  /** The person reads of what somebody of the family has booked. */
  readonly byFamily: boolean
}

/**
 * Whose a booking is (product §1: acts for a family member with recorded consent). It is the person's, who sees the
 * ticket and changes it like an own one; whoever made it for them does the same for as long as their consent holds.
 */
export interface BookingOwners {
  /** The booking, to the person it is for or whoever may act for them; null to everybody else. */
  find(actor: Actor, id: string): Promise<BookingRow | null>
  /** Those of the person and those made for others who agree to it, in whichever community they were made. */
  list(actor: Actor, page: OwnPage): Promise<BookingRow[]>
  /** The person, and whoever made it while the consent holds; nobody who has no account. */
  hearersOf(row: BookingRow): Promise<BookingHearer[]>
  /** Of what an account has made, what it may still see. Whether a person agrees is asked once for all of theirs. */
  stillSeenBy(accountId: string, made: readonly BookingRow[]): Promise<BookingRow[]>
}

export function createBookingOwners(deps: {
  readonly bookings: Pick<BookingsRepository, 'findOwn' | 'listOwn'>
  readonly kin: BookingKin
  readonly people: Pick<BookingPeople, 'accountOfPerson'>
}): BookingOwners {
  const { bookings, kin, people } = deps

  /** Whether the account that made it still belongs to somebody who may book for the person. */
  async function makerStands({ communityId, accountId }: BookingRow, personId: string): Promise<boolean> {
    const delegations = await kin.delegationsOf(eventScope(communityId), personId)
    for (const { principalPersonId, delegatePersonId, scope } of delegations) {
      if (principalPersonId !== personId || !scope.includes('bookings')) continue
      const delegate = await people.accountOfPerson(communityId, delegatePersonId)
      if (delegate?.accountId === accountId) return true
    }
    return false
  }

  const owners: BookingOwners = {
    async find(actor, id) {
      const row = await bookings.findOwn(id, actor)
      if (!row || !isForAnother(actor, row)) return row
      const { personKey = '' } = row
      const may =
        actor.personId !== null &&
        (await kin.mayActFor(deskScope(row.communityId), actor.personId, personKey, 'bookings'))
      return may ? row : null
    },

    async list(actor, page) {
      const found = await bookings.listOwn(actor, page)
      // Only who books for others is asked for whom that may still be.
      if (!found.some((row) => isForAnother(actor, row))) return found.map((row) => asSeenBy(actor, row))
      const { personId, communityId } = actor
      const principalIds =
        personId === null || communityId === null
          ? []
          : await kin.principalsOf(deskScope(communityId), personId, 'bookings')
      return (await bookings.listOwn(actor, page, principalIds)).map((row) => asSeenBy(actor, row))
    },

    async hearersOf(row) {
      const { communityId, accountId, forSelf, personKey } = row
      if (forSelf || personKey === undefined)
        return accountId === null ? [] : [{ accountId, row, byFamily: false }]
      const own = (await people.accountOfPerson(communityId, personKey))?.accountId ?? null
      const hearers: BookingHearer[] =
        own === null ? [] : [{ accountId: own, row: { ...row, forSelf: true }, byFamily: true }]
      return accountId !== null && accountId !== own && (await makerStands(row, personKey))
        ? [...hearers, { accountId, row, byFamily: false }]
        : hearers
    },

    async stillSeenBy(accountId, made) {
      const seen: BookingRow[] = []
      const known = new Map<string, boolean>()
      for (const row of made) {
        const whose = row.forSelf ? 'own' : `${row.communityId} ${row.personKey ?? ''}`
        const may =
          row.forSelf ||
          (known.get(whose) ?? (await owners.hearersOf(row)).some((hearer) => hearer.accountId === accountId))
        known.set(whose, may)
        if (may) seen.push(row)
      }
      return seen
    },
  }
  return owners
}

const isOfPerson = ({ personId, communityId }: Actor, row: BookingRow): boolean =>
  personId !== null && row.personKey === personId && row.communityId === communityId

/** Made by the caller for somebody who is named in it. */
const isForAnother = (actor: Actor, row: BookingRow): boolean =>
  row.accountId === actor.accountId && !row.forSelf && row.personKey !== undefined && !isOfPerson(actor, row)

/** To the person it is for it is the own one, whoever made it. */
export const asSeenBy = (actor: Actor, row: BookingRow): BookingRow =>
  isOfPerson(actor, row) ? { ...row, forSelf: true } : row
