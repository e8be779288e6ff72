import { dayOf } from '@linli/shared/time'
import { isAdultOn } from '@linli/shared/people/age.rules'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { maskPhone } from '../../platform/mask-phone'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import { blankPerson } from './blank-rows'
import { maskName } from './people.names'
import { nameTokens } from './people.search'
import type { PersonRow } from './person.model'
import { correctionSet } from './person-correction'
import { tailOf, type PersonSeals } from './person-seals'
import type { PersonsRepository } from './persons.repository'
import type { Relation, ResidencyRow } from './residency.model'
import type { RollRepository } from './roll.repository'
import type { RollWriter } from './roll.service'

/** A person as the features that bind accounts look at one. */
export interface KnownPerson {
  readonly personId: string
  readonly communityId: string
  readonly name: string
  readonly maskedName: string
  readonly maskedPhone: string | null
  readonly birthDate: string | null
  readonly adult: boolean
}

/** What holds today between a person and a room. */
export interface HomeRelation {
  readonly relationId: string
  readonly personId: string
  readonly communityId: string
  readonly roomId: string
  readonly label: string
  readonly relation: Relation
  readonly livesIn: boolean
  readonly hasAccount: boolean
  readonly from: Date
}

export interface NewcomerEntry {
  readonly name: string
  /** Proven by the account, or null. */
  readonly phone: string | null
  readonly birthDate: string | null
}

/**
 * The roll as the features need it that bring accounts and people together. What writes is called inside a unit of
 * work; reads run one after another, since a session takes one operation at a time.
 */
export interface HouseholdRoll {
  persons(scope: Scope, personIds: readonly string[]): Promise<Map<string, KnownPerson>>
  /** Persons who gave exactly this phone, with names to compare. */
  byPhone(scope: Scope, phone: string): Promise<KnownPerson[]>
  homesOf(scope: Scope, personIds: readonly string[]): Promise<HomeRelation[]>
  ofRooms(scope: Scope, roomIds: readonly string[]): Promise<HomeRelation[]>
  /** Everybody who belongs or ever belonged to a room. */
  everInRoom(scope: Scope, roomId: string): Promise<{ personId: string; relation: Relation }[]>
  /** Those among the persons whose number on the roll ends like this. */
  withIdTail(scope: Scope, personIds: readonly string[], tail: string): Promise<string[]>
  /** Whether the roll has an identity number of the person at all, and whether it ends like this. */
  idTail(scope: Scope, personId: string, tail: string): Promise<'agrees' | 'differs' | 'unknown'>
  /** Enters somebody who is on the roll of the community under this name and phone only once. */
  enter(communityId: string, newcomer: NewcomerEntry): Promise<KnownPerson>
  /** The phone an account has proven becomes the person's. */
  setPhone(scope: Scope, personId: string, phone: string): Promise<void>
}

export interface HouseholdRollDeps {
  readonly persons: PersonsRepository
  readonly roll: RollRepository
  readonly seals: PersonSeals
  readonly writer: Pick<RollWriter, 'changePerson'>
  readonly clock: Clock
  readonly ids: Ids
}

export function createHouseholdRoll(deps: HouseholdRollDeps): HouseholdRoll {
  const { persons, roll, seals, writer, clock, ids } = deps

  const known = (row: PersonRow): KnownPerson => {
    const phone = seals.openPhone(row)
    return {
      ...{ personId: row._id, communityId: row.communityId },
      ...{ name: row.name, maskedName: maskName(row.name), birthDate: row.birthDate },
      maskedPhone: phone === null ? null : maskPhone(phone),
      adult: isAdultOn(row.birthDate, dayOf(clock.now())),
    }
  }

  const tailOfId = (row: PersonRow): string | null => {
    const number = seals.openIdNumber(row)
    return number === null ? null : tailOf(number)
  }

  return {
    async persons(scope, personIds) {
      const once = [...new Set(personIds)]
      const rows = once.length === 0 ? [] : await persons.findMany(scope, once)
      return new Map(rows.map((row) => [row._id, known(row)]))
    },
    async byPhone(scope, phone) {
      return (await persons.byPhone(scope, seals.phoneIndexes(phone))).map(known)
    },
    async homesOf(scope, personIds) {
      return personIds.length === 0 ? [] : (await roll.ofPersons(scope, personIds)).map(relationOf)
    },
    async ofRooms(scope, roomIds) {
      return roomIds.length === 0 ? [] : (await roll.ofRooms(scope, roomIds)).map(relationOf)
    },
    async everInRoom(scope, roomId) {
      const rows = await roll.historyOfRoom(scope, roomId)
      const once = new Map(rows.toReversed().map(({ personId, relation }) => [personId, relation]))
      return [...once].map(([personId, relation]) => ({ personId, relation }))
    },
    async withIdTail(scope, personIds, tail) {
      const rows = personIds.length === 0 ? [] : await persons.findMany(scope, personIds)
      return rows.filter((row) => tailOfId(row) === tail.toUpperCase()).map((row) => row._id)
    },
    async idTail(scope, personId, tail) {
      const row = await persons.find(scope, personId)
      const own = row && tailOfId(row)
      if (!own) return 'unknown'
      return own === tail.toUpperCase() ? 'agrees' : 'differs'
    },
    async enter(communityId, { name, phone, birthDate }) {
      const row: PersonRow = {
        ...blankPerson,
        ...seals.phone(phone, communityId),
        ...{ _id: ids.next('per'), communityId, name, nameTokens: nameTokens(name), birthDate },
        ...{ tags: [], createdAt: clock.now() },
      }
      await persons.insertMany([row])
      return known(row)
    },
    async setPhone(scope, personId, phone) {
      const person = await persons.find(scope, personId)
      if (!person) throw new AppError('not_found')
      const set = correctionSet(person, { phone }, seals)
      if (Object.keys(set).length > 0) await writer.changePerson(scope, person, person.version, set)
    },
  }
}

const relationOf = (row: ResidencyRow): HomeRelation => ({
  ...{ relationId: row._id, personId: row.personId, communityId: row.communityId, roomId: row.roomId },
  ...{ label: row.roomLabel, relation: row.relation, livesIn: row.livesIn },
  ...{ hasAccount: row.accountId !== null, from: row.from },
})
