import { relationLabel } from '@linli/shared/session/relations'
import { roleLabel } from '@linli/shared/roles'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import { demand, type Scope } from '../../platform/scope'
import { addresses, tagsAt, type Audience } from './audience'
import type { BindingMethod } from './binding.model'
import { maskName } from './people.names'
import { judge, scopeOfBindings } from './people.policy'
import type { PeopleRepository } from './people.repository'
import { phoneField } from './person-seals'
import { audienceTags, isAdult } from './people.tags'
import type {
  AudienceCount,
  AudienceMember,
  Household,
  ResidenciesRepository,
} from './residencies.repository'
import type { Relation, ResidencyRow } from './residency.model'
import type { RoleGrantRow, StaffRole } from './role-grant.model'

export type { Audience } from './audience'
export { phoneField } from './person-seals'
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
  /** How staff sign: by account, the role that lies nearest to the community first. */
  staffCards(accountIds: readonly string[]): Promise<Map<string, StaffCard>>
  /** Holders of roles for exactly these nodes. */
  holdersAt(nodeIds: readonly string[], roles: readonly StaffRole[]): Promise<RoleGrantRow[]>
  grantsOf(accountId: string): Promise<RoleGrantRow[]>

  /** The persons an account is, in the order they were bound. */
  boundPersons(accountId: string): Promise<BoundPerson[]>
  /**
   * Binds the account to the persons whose phone is `phone` (one per community, none that answers to another
   * account), without telling them anything yet: see {@link setReach}. Call it inside a unit of work, after
   * consent. Answers how many were bound.
   */
  bindByPhone(accountId: string, phone: string): Promise<number>
  /** Turns on or off that the account's persons are told in the app. Call it inside a unit of work. */
  setReach(
    accountId: string,
    reach: { inApp: boolean; wechat: boolean; personalisedPush: boolean },
  ): Promise<void>
  grant(role: Omit<RoleGrantRow, '_id' | 'from' | 'to'>): Promise<void>
}

export interface PeopleDeps {
  readonly people: PeopleRepository
  readonly residencies: ResidenciesRepository
  readonly crypto: Pick<Crypto, 'blindIndexes'>
  readonly clock: Clock
  readonly ids: Ids
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
  const { people, residencies, crypto, clock, ids } = deps

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

  const householdPage: PeopleService['householdPage'] = (scope, audience, page) =>
    residencies.householdPage(scope, audience, page, clock.now())

  async function staffCards(accountIds: readonly string[]): Promise<Map<string, StaffCard>> {
    const grants = await people.grantsOfAccounts([...new Set(accountIds)])
    const cards = new Map<string, StaffCard>()
    const sorted = grants.toSorted((a, b) => signingOrder.indexOf(a.role) - signingOrder.indexOf(b.role))
    for (const { accountId, name, role, organisation } of sorted) {
      if (cards.has(accountId)) continue
      cards.set(accountId, { accountId, name, role, title: organisation ?? roleLabel[role] })
    }
    return cards
  }

  async function bind(
    accountId: string,
    person: { _id: string; communityId: string },
    method: BindingMethod,
  ): Promise<boolean> {
    // One after another: inside a transaction a session takes one operation at a time.
    const own = await people.bindingsOf(accountId)
    const taken = await people.bindingOfPerson(person._id)
    if (taken || own.some((row) => row.communityId === person.communityId)) return false
    await people.insertBindings([
      {
        _id: ids.next('bnd'),
        accountId,
        communityId: person.communityId,
        personId: person._id,
        method,
        from: clock.now(),
        to: null,
      },
    ])
    return true
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
    holdersAt: (nodeIds, roles) => people.grantsAt(nodeIds, roles),
    grantsOf: (accountId) => people.grantsOf(accountId),

    async boundPersons(accountId) {
      const bindings = await people.bindingsOf(accountId)
      const scope = scopeOfBindings(bindings)
      const personIds = bindings.map((binding) => binding.personId)
      const [persons, homes] = await Promise.all([
        people.findPersons(scope, personIds),
        residencies.ofPersons(scope, personIds),
      ])
      return bindings.flatMap(({ personId, communityId }) => {
        const person = persons.find((row) => row._id === personId)
        if (!person) return []
        return [
          {
            personId,
            communityId,
            name: person.name,
            homes: homes.filter((home) => home.personId === personId).map(homeOf),
          },
        ]
      })
    },
    async bindByPhone(accountId, phone) {
      const found = await people.findByPhone(crypto.blindIndexes(phone, phoneField))
      let bound = 0
      for (const person of found) {
        if (await bind(accountId, person, 'roll')) bound += 1
      }
      return bound
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
    grant: (role) => people.insertGrants([{ ...role, _id: ids.next('grt'), from: clock.now(), to: null }]),
  }
}

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
