import { needsGuardianOn } from '@linli/shared/people/age.rules'
import { relationLabel } from '@linli/shared/session/relations'
import { roleLabel } from '@linli/shared/roles'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import { demand, type Scope } from '../../platform/scope'
import { addresses, tagsAt, type Audience } from './audience'
import { maskName } from './people.names'
import { judge, rollScope, scopeOfBindings } from './people.policy'
import type { PeopleRepository } from './people.repository'
import { audienceTags, isAdult } from './people.tags'
import { createPersonSeals, tailOf } from './person-seals'
import { saysRoom } from './room-words'
import type {
  AudienceCount,
  AudienceMember,
  Household,
  ResidenciesRepository,
} from './residencies.repository'
import type { Relation, ResidencyRow } from './residency.model'
import type { RoleBook } from './role-book.service'
import type { RoleGrantRow, StaffRole } from './role-grant.model'

export type { Audience } from './audience'
export { maskName } from './people.names'
export type { AudienceCount, AudienceMember, Household } from './residencies.repository'
export type { RoleGrantRow as RoleGrant, StaffRole } from './role-grant.model'

export interface Page {
  /** The last id of the page before, or null. */
  readonly after: string | null
  readonly limit: number
}

/** A reader as notices and other addressed things see one. */
export interface ReaderProfile {
  readonly communityId: string | null
  readonly personId: string | null
  readonly roomIds: readonly string[]
  /** Rooms for which the reader may confirm: all of an adult's, none of a child's. */
  readonly adultRoomIds: readonly string[]
  /** Every node the reader's homes lie in, the community included. */
  readonly nodeIds: readonly string[]
  /** Tags carried now, those of age included. */
  readonly tags: readonly string[]
  readonly adult: boolean
  /** Whether an audience addresses the reader; agrees with what {@link PeopleService.countAudience} counts. */
  isAddressed(audience: Audience): boolean
}

export interface Home {
  readonly roomId: string
  readonly communityId: string
  readonly label: string
  readonly buildingId: string
  readonly path: readonly string[]
  readonly relation: Relation
}

export interface BoundPerson {
  readonly personId: string
  readonly communityId: string
  readonly name: string
  readonly homes: readonly Home[]
}

/** How a resident may be shown to staff: never more than the family name and the unit. */
export interface ResidentLabel {
  readonly personId: string
  /** `周**` */
  readonly maskedName: string
  /** `锦和苑 3 号楼 2 单元` */
  readonly where: string
  /** `业主` */
  readonly relation: string
  /** `周**，锦和苑 3 号楼 2 单元业主` */
  readonly text: string
}

/** What somebody says to show who they are. */
export interface SaidOfSelf {
  readonly name: string
  /** `3-2-501` or `锦和苑 3 号楼 2 单元 501`, or the last four characters of the identity number. */
  readonly fact: string
}

/** An account of somebody in a room; who lives in two rooms appears twice. */
export interface AddressedAccount {
  readonly accountId: string
  readonly personId: string
  readonly roomId: string
  readonly adult: boolean
  /** Takes WeChat messages. */
  readonly wechat: boolean
  readonly personalisedPush: boolean
}

export interface StaffCard {
  readonly accountId: string
  /** `陈立新` */
  readonly name: string
  /** `社区工作者`, or the organisation's name. */
  readonly title: string
  readonly role: StaffRole
}

export interface PeopleService {
  countAudience(scope: Scope, audience: Audience): Promise<AudienceCount>
  /** One page of addressed rooms in the order of their ids: a job can stop and go on after the last one. */
  householdPage(scope: Scope, audience: Audience, page: Page): Promise<Household[]>
  /** All pages of {@link householdPage}, one after another. */
  iterateHouseholds(scope: Scope, audience: Audience, pageSize?: number): AsyncGenerator<Household[]>
  /** One page of the accounts an audience can be told through, each once, in the order of their ids. */
  memberPage(scope: Scope, audience: Audience, page: Page): Promise<AudienceMember[]>
  /** The caller as a reader in the community looked at. */
  audienceOf(actor: Actor): Promise<ReaderProfile>
  /** Accounts that can be told something about these rooms; with tags, only of persons who carry one of them. */
  accountsOfRooms(
    scope: Scope,
    roomIds: readonly string[],
    tags?: readonly string[],
  ): Promise<AddressedAccount[]>
  householdsByNode(scope: Scope): Promise<Map<string, number>>
  tagCounts(scope: Scope): Promise<{ code: string; label: string; persons: number }[]>

  residentLabels(scope: Scope, personIds: readonly string[]): Promise<Map<string, ResidentLabel>>
  /** How staff sign or signed: by account, the role that holds and lies nearest to the community first. */
  staffCards(accountIds: readonly string[]): Promise<Map<string, StaffCard>>
  /** Holders of roles for exactly these nodes, now. */
  holdersAt(nodeIds: readonly string[], roles: readonly StaffRole[]): Promise<RoleGrantRow[]>
  /** The roles an account holds now. */
  grantsOf(accountId: string): Promise<RoleGrantRow[]>
  /** {@link PeopleService.grantsOf} of many accounts at once, the oldest first. */
  grantsAmong(accountIds: readonly string[]): Promise<RoleGrantRow[]>

  /** The persons an account is, in the order they were bound. */
  boundPersons(accountId: string): Promise<BoundPerson[]>
  /** {@link PeopleService.boundPersons} of many accounts at once; an account that is nobody is missing. */
  boundPersonsOf(accountIds: readonly string[]): Promise<Map<string, BoundPerson[]>>
  /**
   * Whether what somebody says fits one of the persons the account is: the whole name, and either the room or the
   * last four characters of the identity number on the roll. Asks the same of the database whatever is said.
   */
  answersTo(accountId: string, said: SaidOfSelf): Promise<boolean>
  /**
   * Whether the account is a child's for whom nobody answers today, who may consent to nothing (PIPL art. 31). Asked
   * again with each consent: a guardian may have gone since the account was bound.
   */
  lacksGuardian(accountId: string): Promise<boolean>
  /** Turns on or off that the account's persons are told in the app. Call it inside a unit of work. */
  setReach(
    accountId: string,
    reach: { inApp: boolean; wechat: boolean; personalisedPush: boolean },
  ): Promise<void>
  /** A person of a community and the account that answers for it; null when there is nobody. */
  accountOfPerson(
    communityId: string,
    personId: string,
  ): Promise<{ readonly name: string; readonly accountId: string | null } | null>
}

export interface PeopleDeps {
  readonly people: PeopleRepository
  readonly residencies: ResidenciesRepository
  readonly roles: Pick<RoleBook, 'ofAccount' | 'ofAccounts' | 'everOf' | 'at'>
  readonly crypto: Crypto
  readonly clock: Clock
}

const HOUSEHOLD_PAGE = 200

/** Nearest to the community first: a person who is both signs as the one residents know. */
const signingOrder: readonly StaffRole[] = [
  'community_admin',
  'community_staff',
  'grid_worker',
  'organisation_staff',
  'supervisor',
  'street_admin',
  'district_operator',
]

/** The roll: who lives where, who answers to which account, who holds which role. */
export function createPeopleService(deps: PeopleDeps): PeopleService {
  const { people, residencies, roles, clock } = deps
  const seals = createPersonSeals(deps.crypto)

  async function profile(actor: Actor): Promise<ReaderProfile> {
    const scope = demand(judge(actor, 'read_self'))
    const now = clock.now()
    const rows = actor.personId === null ? [] : await residencies.ofPerson(scope, actor.personId)
    return {
      communityId: actor.communityId,
      personId: actor.personId,
      roomIds: rows.map((row) => row.roomId),
      adultRoomIds: rows.filter((row) => isAdult(row.birthDate, now)).map((row) => row.roomId),
      nodeIds: [...new Set(rows.flatMap((row) => row.path))],
      tags: [...new Set(rows.flatMap((row) => tagsAt(row, now)))],
      adult: rows.length > 0 && rows.every((row) => isAdult(row.birthDate, now)),
      isAddressed: (audience) => rows.some((row) => addresses(audience, row, now)),
    }
  }

  async function personsOf(accountIds: readonly string[]): Promise<Map<string, BoundPerson[]>> {
    const bindings = await people.bindingsAmong(accountIds)
    const bound = new Map<string, BoundPerson[]>()
    if (bindings.length === 0) return bound
    const scope = scopeOfBindings(bindings)
    const personIds = bindings.map((binding) => binding.personId)
    const [persons, homes] = await Promise.all([
      people.findPersons(scope, personIds),
      residencies.ofPersons(scope, personIds),
    ])
    const nameOf = new Map(persons.map(({ communityId, _id, name }) => [`${communityId} ${_id}`, name]))
    const homesOf = new Map<string, Home[]>()
    for (const home of homes) {
      const known = homesOf.get(home.personId)
      if (known) known.push(homeOf(home))
      else homesOf.set(home.personId, [homeOf(home)])
    }
    for (const { accountId, personId, communityId } of bindings) {
      // Of the binding's own community, whoever else is asked for at the same time.
      const name = nameOf.get(`${communityId} ${personId}`)
      if (name === undefined) continue
      const own = bound.get(accountId) ?? []
      const livesAt = (homesOf.get(personId) ?? []).filter((home) => home.communityId === communityId)
      own.push({ personId, communityId, name, homes: livesAt })
      bound.set(accountId, own)
    }
    return bound
  }

  const householdPage: PeopleService['householdPage'] = (scope, audience, page) =>
    residencies.householdPage(scope, audience, page, clock.now())

  async function staffCards(accountIds: readonly string[]): Promise<Map<string, StaffCard>> {
    const now = clock.now()
    // Whoever has left has signed all the same; the newest of what ended comes first.
    const grants = await roles.everOf([...new Set(accountIds)])
    const hasEnded = (row: RoleGrantRow): number => (holdsAt(row, now) ? 0 : 1)
    const cards = new Map<string, StaffCard>()
    const sorted = grants.toSorted(
      (a, b) =>
        hasEnded(a) - hasEnded(b) ||
        (hasEnded(a) === 0 ? signingOrder.indexOf(a.role) - signingOrder.indexOf(b.role) : 0),
    )
    for (const { accountId, name, role, organisation } of sorted) {
      if (cards.has(accountId)) continue
      cards.set(accountId, { accountId, name, role, title: organisation ?? roleLabel[role] })
    }
    return cards
  }

  return {
    countAudience: (scope, audience) => residencies.countAudience(scope, audience, clock.now()),
    householdPage,
    async *iterateHouseholds(scope, audience, pageSize = HOUSEHOLD_PAGE) {
      let after: string | null = null
      for (;;) {
        const page = await householdPage(scope, audience, { after, limit: pageSize })
        if (page.length > 0) yield page
        if (page.length < pageSize) return
        after = page.at(-1)?.roomId ?? null
      }
    },
    memberPage: (scope, audience, page) => residencies.memberPage(scope, audience, page, clock.now()),
    audienceOf: profile,
    async accountsOfRooms(scope, roomIds, tags = []) {
      const now = clock.now()
      const rows = await residencies.ofRooms(scope, roomIds)
      return rows.flatMap((row) => {
        const { accountId, personId, roomId, birthDate, wechat, personalisedPush } = row
        const wanted = tags.length === 0 || tagsAt(row, now).some((code) => tags.includes(code))
        return accountId === null || !wanted
          ? []
          : [{ accountId, personId, roomId, adult: isAdult(birthDate, now), wechat, personalisedPush }]
      })
    },
    householdsByNode: (scope) => residencies.householdsByNode(scope),
    async tagCounts(scope) {
      const counts = await residencies.personsByTag(scope, clock.now())
      return audienceTags.map(({ code, label }) => ({ code, label, persons: counts.get(code) ?? 0 }))
    },

    async residentLabels(scope, personIds) {
      const wanted = [...new Set(personIds)]
      // One after another: a submission asks this inside its transaction.
      const persons = await people.findPersons(scope, wanted)
      const homes = await residencies.ofPersons(scope, wanted)
      return new Map(
        persons.map((person) => [
          person._id,
          labelOf(
            person._id,
            person.name,
            homes.find((home) => home.personId === person._id),
          ),
        ]),
      )
    },
    staffCards,
    holdersAt: (nodeIds, held) => roles.at(nodeIds, held, clock.now()),
    grantsOf: (accountId) => roles.ofAccount(accountId, clock.now()),
    grantsAmong: (accountIds) => roles.ofAccounts(accountIds, clock.now()),

    boundPersons: async (accountId) => (await personsOf([accountId])).get(accountId) ?? [],
    boundPersonsOf: personsOf,
    async answersTo(accountId, { name, fact }) {
      const bindings = await people.bindingsOf(accountId)
      const scope = scopeOfBindings(bindings)
      const personIds = bindings.map((binding) => binding.personId)
      const persons = await people.findPersons(scope, personIds)
      const homes = await residencies.ofPersons(scope, personIds)
      const said = fact.trim().toUpperCase()
      return persons.some((person) => {
        const number = seals.openIdNumber(person)
        const fits =
          homes.some((home) => home.personId === person._id && saysRoom(fact, home.roomLabel)) ||
          (number !== null && tailOf(number) === said)
        return fits && person.name === name.trim()
      })
    },
    async lacksGuardian(accountId) {
      const bindings = await people.bindingsOf(accountId)
      if (bindings.length === 0) return false
      const scope = scopeOfBindings(bindings)
      const persons = await people.findPersons(
        scope,
        bindings.map(({ personId }) => personId),
      )
      const today = dayOf(clock.now())
      const children = persons
        .filter(({ birthDate }) => needsGuardianOn(birthDate, today))
        .map(({ _id }) => _id)
      if (children.length === 0) return false
      const guarded = await people.guardedAmong(scope, children)
      return !children.every((id) => guarded.includes(id))
    },
    async setReach(accountId, { inApp, wechat, personalisedPush }) {
      for (const binding of await people.bindingsOf(accountId)) {
        await residencies.setReach(scopeOfBindings([binding]), binding.personId, {
          accountId: inApp ? accountId : null,
          wechat: inApp && wechat,
          personalisedPush: inApp && personalisedPush,
        })
      }
    },
    async accountOfPerson(communityId, personId) {
      const [person] = await people.findPersons(rollScope(communityId), [personId])
      if (!person) return null
      const binding = await people.bindingOfPerson(personId)
      return { name: person.name, accountId: binding?.accountId ?? null }
    },
  }
}

/** Whether a role holds: it is not ended, be it by the clock. */
const holdsAt = ({ to, expiresAt }: RoleGrantRow, now: Date): boolean =>
  to === null && (expiresAt === null || expiresAt > now)

function homeOf({ roomId, communityId, roomLabel, buildingId, path, relation }: ResidencyRow): Home {
  return { roomId, communityId, label: roomLabel, buildingId, path, relation }
}

function labelOf(personId: string, name: string, home: ResidencyRow | undefined): ResidentLabel {
  const maskedName = maskName(name)
  // The room number stays with the roll: the unit is enough to know where to look.
  const where = home ? home.roomLabel.replace(/ \S+$/, '') : ''
  const relation = home ? relationLabel[home.relation] : '居民'
  return {
    personId,
    maskedName,
    where,
    relation,
    text: home ? `${maskedName}，${where}${relation}` : maskedName,
  }
}
