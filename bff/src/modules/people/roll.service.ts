import type { EndReason } from '@linli/shared/people/people.kinds'
import { judgeShares, type Share } from '@linli/shared/people/shares.rules'
import { relationLabel } from '@linli/shared/session/relations'
import { dayOf } from '@linli/shared/time'
import { yearsOn } from '@linli/shared/people/age.rules'
import type { TagDefinition } from '@linli/shared/people/tag-catalogue'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { maskPhone } from '../../platform/mask-phone'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import { maskName } from './people.names'
import { nameTokens } from './people.search'
import type { PersonRow } from './person.model'
import { correctionSet, type Correction } from './person-correction'
import type { PersonSeals } from './person-seals'
import type { PersonSet, PersonsRepository } from './persons.repository'
import type { Relation, ResidencyRow } from './residency.model'
import {
  beginRelation,
  copiesOf,
  nobodyToTell,
  planUpsert,
  type PlanTools,
  saysTheSame,
  type HomeEntry,
  type Reach,
  type RollEntry,
  type RollPlan,
  type RoomPlace,
  type UpsertOutcome,
  type UpsertRules,
} from './roll-plan'
import { rollScope } from './people.policy'
import type { RollAccounts, RollSpace } from './roll.ports'
import type { RollRepository } from './roll.repository'
import type { TagCatalogueRepository } from './tag-catalogue.repository'

export type {
  HomeEntry,
  RollEntry,
  RoomPlace,
  TagEntry,
  UpsertOutcome,
  UpsertRefusal,
  UpsertRules,
} from './roll-plan'

/** Rows one call of {@link RollService.upsertPeople} takes. */
export const UPSERT_BATCH = 500

/** How a list names people. */
export interface ListedAs {
  readonly rules?: UpsertRules
  /** Its rooms, where the caller has read them in the same unit of work; else they are read here. */
  readonly rooms?: ReadonlyMap<string, RoomPlace>
}

/** A person as another feature may know one. */
export interface RollPerson {
  readonly personId: string
  readonly communityId: string
  readonly name: string
  readonly maskedName: string
  readonly maskedPhone: string | null
  readonly birthDate: string | null
  readonly identityConfirmed: boolean
}

/** Somebody in a room today. */
export interface Occupant {
  readonly residencyId: string
  readonly personId: string
  readonly maskedName: string
  readonly relation: Relation
  readonly relationLabel: string
  readonly share: Share | null
  readonly livesIn: boolean
  readonly age: number | null
  readonly hasAccount: boolean
  readonly from: Date
}

export interface NewResidency extends HomeEntry {
  readonly personId: string
}

/**
 * The roll as other features read and write it. What writes is called inside a unit of work and leaves the audit
 * row to the caller, who knows whose act it is.
 */
export interface RollService {
  /** Persons of the scope who gave this phone. */
  personsByPhone(scope: Scope, phone: string): Promise<RollPerson[]>
  /**
   * The person of a room who has exactly this name and this phone, or null. Never says which of the three was
   * wrong: a stranger must not learn who lives where by trying.
   */
  matchOnRoll(
    communityId: string,
    roomId: string,
    name: string,
    phone: string,
  ): Promise<{ personId: string; relation: Relation } | null>
  person(scope: Scope, personId: string): Promise<RollPerson | null>
  /** Birthdays by person; who is not on the roll is missing, null is a person whose birthday nobody knows. */
  birthDates(scope: Scope, personIds: readonly string[]): Promise<Map<string, string | null>>
  /** Who belongs to a room today, owners first. */
  occupantsOf(scope: Scope, roomId: string): Promise<Occupant[]>
  /**
   * What makes a person the same human everywhere: the blind index of the confirmed identity, which outlives the
   * account; null before anybody has seen a paper.
   */
  identityOf(scope: Scope, personId: string): Promise<string | null>
  /**
   * Makes the person belong to the room as said, once: the same again changes nothing, another relation ends the
   * one before. Throws `not_found`, `shares_exceed`.
   */
  addResidency(
    scope: Scope,
    residency: NewResidency,
  ): Promise<{ residencyId: string; result: 'added' | 'changed' | 'same' }>
  /** Ends what holds between a person and a room; `same` when nothing does. */
  endResidency(
    scope: Scope,
    end: { personId: string; roomId: string; reason: EndReason },
  ): Promise<'ended' | 'same'>
  /**
   * Brings up to {@link UPSERT_BATCH} people of one community up to date, in few round trips; the same rows twice
   * change nothing. `by` is the account that answers for it. Throws RangeError for more rows.
   */
  upsertPeople(
    scope: Scope,
    rows: readonly RollEntry[],
    by: string,
    list?: ListedAs,
  ): Promise<UpsertOutcome[]>
  /** What {@link upsertPeople} would do to the roll as it is; nothing is written. */
  checkPeople(scope: Scope, rows: readonly RollEntry[], list?: ListedAs): Promise<UpsertOutcome[]>
  /**
   * Takes a person off the roll at the person's own wish (PIPL art. 47): phone, number, name look-up and marks go,
   * relations end, what the law keeps stays unseen, and the identity still counts once. False when there is nobody.
   */
  freezePerson(scope: Scope, personId: string): Promise<boolean>
  /** Changes what a person says about the own record; null when the version is another by now. */
  correctOwn(
    scope: Scope,
    personId: string,
    correction: Correction & { readonly version: number },
  ): Promise<{ version: number } | null>
}

/** What changes the record of one person and keeps the copies in step; used by this feature's own services too. */
export interface RollWriter {
  /** The marks a community keeps, by code. */
  catalogueOf(communityId: string): Promise<ReadonlyMap<string, TagDefinition>>
  /** Brings what relations copy (birthday, marks, account) in line with the record. */
  syncCopies(scope: Scope, person: PersonRow): Promise<void>
  /** One guarded write of a person with the copies in all relations. Throws `version_conflict`. */
  changePerson(scope: Scope, person: PersonRow, version: number, set: PersonSet): Promise<PersonRow>
  begin(
    scope: Scope,
    person: PersonRow,
    home: HomeEntry,
  ): Promise<{ residencyId: string; result: 'added' | 'changed' | 'same' }>
}

export interface RollDeps {
  readonly persons: PersonsRepository
  readonly roll: RollRepository
  readonly catalogue: TagCatalogueRepository
  readonly seals: PersonSeals
  readonly space: RollSpace
  readonly accounts: RollAccounts
  readonly clock: Clock
  readonly ids: Ids
}

const relationOrder: readonly Relation[] = ['owner', 'family', 'tenant', 'carer']

export function createRollService(deps: RollDeps): RollService & RollWriter {
  const { persons, roll, seals, space, accounts, clock, ids } = deps

  const catalogueOf: RollWriter['catalogueOf'] = async (communityId) =>
    new Map((await deps.catalogue.of(communityId)).tags.map((tag) => [tag.code, tag]))

  const present = (row: PersonRow): RollPerson => {
    const phone = seals.openPhone(row)
    return {
      personId: row._id,
      communityId: row.communityId,
      name: row.name,
      maskedName: maskName(row.name),
      maskedPhone: phone === null ? null : maskPhone(phone),
      birthDate: row.birthDate,
      identityConfirmed: row.identityConfirmedAt !== null,
    }
  }

  /** How persons can be told something: asked of those alone who answer to an account. */
  async function reachOf(personIds: readonly string[]): Promise<Map<string, Reach>> {
    const reach = new Map<string, Reach>()
    for (const { personId, accountId } of await roll.bindingsOfPersons(personIds)) {
      const told = await accounts.reachOf(accountId)
      if (told) reach.set(personId, { accountId, ...told })
    }
    return reach
  }

  async function roomOf(scope: Scope, roomId: string): Promise<RoomPlace> {
    const room = (await space.roomsByIds(scope, [roomId])).get(roomId)
    if (!room) throw new AppError('not_found')
    return room
  }

  const begin: RollWriter['begin'] = async (scope, person, home) => {
    const room = await roomOf(scope, home.roomId)
    if (room.communityId !== person.communityId) throw new AppError('not_found')
    // Whoever changes this room at the same time waits here, and then sees what we wrote.
    await roll.passRooms(room.communityId, [room.id])
    const occupants = await roll.ofRooms(scope, [room.id])
    const held = occupants.find((row) => row.personId === person._id)
    if (held && saysTheSame(held, home)) return { residencyId: held._id, result: 'same' }
    const share = home.share ?? (held?.relation === 'owner' ? held.share : null)
    if (home.relation === 'owner')
      demandShares(
        occupants.filter((row) => row !== held),
        [share],
      )
    const reach = (await reachOf([person._id])).get(person._id) ?? nobodyToTell
    const catalogue = await catalogueOf(room.communityId)
    const now = clock.now()
    const row = beginRelation({ ids, now }, person, room, { ...home, share }, catalogue, reach)
    await roll.write(scope, {
      begin: [row],
      end: held ? [{ id: held._id, at: now, reason: 'relation_changed' }] : [],
      copies: [],
    })
    return { residencyId: row._id, result: held ? 'changed' : 'added' }
  }

  const changePerson: RollWriter['changePerson'] = async (scope, person, version, set) => {
    const next = await persons.change(scope, person._id, version, set)
    if (!next) throw new AppError('version_conflict')
    if (set.birthDate !== undefined || set.tags !== undefined) {
      const copies = copiesOf(next, await catalogueOf(next.communityId))
      await roll.write(scope, { begin: [], end: [], copies: [{ personId: next._id, copies }] })
    }
    return next
  }

  const syncCopies: RollWriter['syncCopies'] = async (scope, person) => {
    const reach = (await reachOf([person._id])).get(person._id) ?? nobodyToTell
    const copies = { ...copiesOf(person, await catalogueOf(person.communityId)), ...reach }
    await roll.write(scope, { begin: [], end: [], copies: [{ personId: person._id, copies }] })
  }

  return {
    begin,
    changePerson,
    catalogueOf,
    syncCopies,

    async personsByPhone(scope, phone) {
      return (await persons.byPhone(scope, seals.phoneIndexes(phone))).map(present)
    },
    async matchOnRoll(communityId, roomId, name, phone) {
      const scope = rollScope(communityId)
      const found = (await persons.byPhone(scope, seals.phoneIndexes(phone))).filter(
        (row) => row.name === name.trim(),
      )
      const homes = await roll.ofRooms(scope, [roomId])
      const home = homes.find((row) => found.some((person) => person._id === row.personId))
      return home ? { personId: home.personId, relation: home.relation } : null
    },
    async person(scope, personId) {
      const row = await persons.find(scope, personId)
      return row && present(row)
    },
    async birthDates(scope, personIds) {
      const rows = await persons.findMany(scope, personIds)
      return new Map(rows.map((row) => [row._id, row.birthDate]))
    },
    async occupantsOf(scope, roomId) {
      const rows = await roll.ofRooms(scope, [roomId])
      const known = await persons.findMany(
        scope,
        rows.map((row) => row.personId),
      )
      const today = dayOf(clock.now())
      return rows
        .flatMap((row) => {
          const person = known.find((candidate) => candidate._id === row.personId)
          return person ? [occupantOf(row, person, today)] : []
        })
        .sort((a, b) => relationOrder.indexOf(a.relation) - relationOrder.indexOf(b.relation))
    },
    async identityOf(scope, personId) {
      const row = await persons.findTrace(scope, personId)
      return row && row.identityConfirmedAt !== null ? row.identityIndex : null
    },
    async addResidency(scope, { personId, ...home }) {
      const person = await persons.find(scope, personId)
      if (!person) throw new AppError('not_found')
      return begin(scope, person, home)
    },
    async endResidency(scope, { personId, roomId, reason }) {
      const held = (await roll.ofRooms(scope, [roomId])).find((row) => row.personId === personId)
      if (!held) return 'same'
      await roll.passRooms(held.communityId, [roomId])
      await roll.write(scope, { begin: [], end: [{ id: held._id, at: clock.now(), reason }], copies: [] })
      return 'ended'
    },
    async upsertPeople(scope, rows, by, { rules, rooms: read } = {}) {
      const communityId = oneCommunityOf(scope, rows)
      const rooms = read ?? (await roomsOf(scope, rows))
      await roll.passRooms(communityId, [...rooms.keys()])
      const plan = await planFor(scope, rows, {
        ...{ communityId, rooms, by, ...(rules && { rules }) },
        ...{ seals: seals.forOneList({ seals: true }), tokensOf: tokensOnce() },
      })
      await persons.insertMany(plan.insert)
      await persons.changeMany(scope, plan.change)
      await roll.write(scope, plan.relations)
      return [...plan.outcomes]
    },
    async checkPeople(scope, rows, { rules, rooms: read } = {}) {
      const communityId = oneCommunityOf(scope, rows)
      const rooms = read ?? (await roomsOf(scope, rows))
      const plan = await planFor(scope, rows, {
        ...{ communityId, rooms, by: null, ...(rules && { rules }) },
        // Nothing of it is stored.
        ...{ seals: seals.forOneList({ seals: false }), tokensOf: () => [] },
      })
      return [...plan.outcomes]
    },
    async freezePerson(scope, personId) {
      const person = await persons.find(scope, personId)
      if (!person) return false
      const now = clock.now()
      const held = (await roll.historyOfPerson(scope, personId)).filter((row) => row.to === null)
      await roll.passRooms(
        person.communityId,
        held.map((row) => row.roomId),
      )
      await roll.write(scope, {
        begin: [],
        end: held.map((row) => ({ id: row._id, at: now, reason: 'moved_out' as const })),
        copies: [],
      })
      await changePerson(scope, person, person.version, {
        ...seals.phone(null, person.communityId),
        ...{ nameTokens: [], idNumber: null, idIndex: null, tags: [], frozenAt: now },
      })
      return true
    },
    async correctOwn(scope, personId, { version, ...correction }) {
      const person = await persons.find(scope, personId)
      if (!person || person.version !== version) return null
      const next = await changePerson(scope, person, version, correctionSet(person, correction, seals))
      return { version: next.version }
    },
  }

  function oneCommunityOf(scope: Scope, rows: readonly RollEntry[]): string {
    const [communityId, ...others] = scope.communityIds
    if (communityId === undefined || others.length > 0) throw new RangeError('one community at a time')
    if (rows.length > UPSERT_BATCH) throw new RangeError(`at most ${UPSERT_BATCH} rows at a time`)
    return communityId
  }

  function roomsOf(scope: Scope, rows: readonly RollEntry[]): Promise<Map<string, RoomPlace>> {
    const roomIds = rows.flatMap(({ home, foundIn }) => home?.roomId ?? foundIn ?? [])
    return space.roomsByIds(scope, [...new Set(roomIds)])
  }

  async function planFor(
    scope: Scope,
    rows: readonly RollEntry[],
    { rooms, ...tools }: Omit<PlanTools, 'ids' | 'now'> & { rooms: ReadonlyMap<string, RoomPlace> },
  ): Promise<RollPlan> {
    const residencies = await roll.ofRooms(scope, [...rooms.keys()])
    const known = await candidatesOf(scope, rows, residencies, tools.seals)
    const snapshot = {
      ...{ persons: known, residencies, rooms },
      catalogue: await catalogueOf(tools.communityId),
      reach: await reachOf(known.map((person) => person._id)),
    }
    return planUpsert(rows, snapshot, { ...tools, ids, now: clock.now() })
  }

  /** Everybody the rows may mean: by identity, by phone, and whoever is in the rooms; with those of the same phone. */
  async function candidatesOf(
    scope: Scope,
    rows: readonly RollEntry[],
    residencies: readonly ResidencyRow[],
    keys: PersonSeals,
  ): Promise<PersonRow[]> {
    const identities = rows.flatMap(({ identity }) =>
      identity ? keys.identityIndexes(identity.kind, identity.number) : [],
    )
    const phones = rows.flatMap(({ phone }) => (phone === null ? [] : keys.phoneIndexes(phone)))
    // One after another: inside a transaction a session takes one operation at a time.
    const byIdentity = identities.length === 0 ? [] : await persons.byIdentity(scope, identities)
    const inRooms = await persons.findMany(scope, [...new Set(residencies.map((row) => row.personId))])
    const more = [...byIdentity, ...inRooms].flatMap((person) => person.phoneIndex ?? [])
    const byPhone = await persons.byPhone(scope, [...new Set([...phones, ...more])])
    return [...new Map([...byIdentity, ...inRooms, ...byPhone].map((row) => [row._id, row])).values()]
  }
}

/** What names are found by; in a list many are alike, and pinyin takes its time. */
function tokensOnce(): (name: string) => string[] {
  const known = new Map<string, string[]>()
  return (name) => {
    const tokens = known.get(name) ?? nameTokens(name)
    known.set(name, tokens)
    return tokens
  }
}

/** Throws when the owners of a room could not stand beside each other: those there, and those who come. */
export function demandShares(
  relations: readonly ResidencyRow[],
  coming: readonly (Share | null)[] = [],
): void {
  const owners = relations.filter((row) => row.relation === 'owner').map((row) => row.share)
  if (judgeShares([...owners, ...coming]) !== 'fits') throw new AppError('shares_exceed')
}

const occupantOf = (row: ResidencyRow, person: PersonRow, today: string): Occupant => ({
  residencyId: row._id,
  personId: row.personId,
  maskedName: maskName(person.name),
  relation: row.relation,
  relationLabel: relationLabel[row.relation],
  share: row.share,
  livesIn: row.livesIn,
  age: yearsOn(person.birthDate, today),
  hasAccount: row.accountId !== null,
  from: row.from,
})
