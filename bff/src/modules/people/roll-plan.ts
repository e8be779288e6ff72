import type { IdKind } from '@linli/shared/people/identity.rules'
import { judgeShares, type Share } from '@linli/shared/people/shares.rules'
import type { TagDefinition } from '@linli/shared/people/tag-catalogue'
import type { Ids } from '../../platform/ids'
import { blankPerson } from './blank-rows'
import type { PersonRow } from './person.model'
import type { PersonSeals } from './person-seals'
import type { PersonSet } from './persons.repository'
import type { ResidencyRow } from './residency.model'
import type { RelationWrites } from './roll.repository'
import {
  beginRelation,
  copiesOf,
  type HomeEntry,
  nobodyToTell,
  type Reach,
  type RoomPlace,
  saysTheSame,
} from './roll-relations'
import { type TagEntry, withTag } from './person-marks'

/** One person as a list brings it. What is null is not said, and erases nothing. */
export interface RollEntry {
  readonly name: string
  readonly phone: string | null
  readonly birthDate: string | null
  readonly identity: { readonly kind: IdKind; readonly number: string } | null
  /** Where the list does not say whether the person lives there, what is known stays; a new home is lived in. */
  readonly home: (Omit<HomeEntry, 'livesIn'> & { readonly livesIn: boolean | null }) | null
  /** A room the person can be found in, without the list saying how they belong to it. */
  readonly foundIn?: string
  readonly tags: readonly TagEntry[]
}

/** What a list may not do although its rows could be understood so. */
export interface UpsertRules {
  /** It says something about people who are there, and makes nobody. */
  readonly mustExist?: boolean
  /** It does not know who owns: an owner stays one. */
  readonly keepsOwners?: boolean
  /** A number of a paper beside another name is a slip of the pen, not a new name. */
  readonly keepsNames?: boolean
}

export type UpsertRefusal =
  /** Neither number, phone nor home: nothing the person could be found by again. */
  | 'unfindable'
  | 'room_unknown'
  /** The owners' stated shares would be more than the room. */
  | 'shares_exceed'
  /** The stated shares already make the whole, and this row or another owner has none. */
  | 'shares_nothing_left'
  /** Somebody of the same name and phone has another identity number. */
  | 'identity_differs'
  /** Another record already has this name with this phone. */
  | 'phone_of_other'
  /** The community keeps no such mark, or not from this source. */
  | 'tag_refused'
  /** Nobody of the roll is meant, by the rule of {@link UpsertRules.mustExist}. */
  | 'person_unknown'
  /** An owner of the room, by the rule of {@link UpsertRules.keepsOwners}. */
  | 'is_owner'
  /** The identity is somebody's of another name, by the rule of {@link UpsertRules.keepsNames}. */
  | 'name_differs'

export type UpsertOutcome =
  | { readonly result: 'created' | 'changed' | 'same'; readonly personId: string }
  | { readonly result: 'refused'; readonly reason: UpsertRefusal }

/** What was read before the plan is made; all of one community. */
export interface RollSnapshot {
  readonly persons: readonly PersonRow[]
  /** Current relations of the rooms named. */
  readonly residencies: readonly ResidencyRow[]
  readonly rooms: ReadonlyMap<string, RoomPlace>
  readonly catalogue: ReadonlyMap<string, TagDefinition>
  readonly reach: ReadonlyMap<string, Reach>
}

export interface RollPlan {
  readonly outcomes: readonly UpsertOutcome[]
  readonly insert: readonly PersonRow[]
  readonly change: readonly { readonly id: string; readonly set: PersonSet }[]
  readonly relations: RelationWrites
}

export interface PlanTools {
  readonly seals: PersonSeals
  /** What a name is found by. */
  readonly tokensOf: (name: string) => string[]
  readonly ids: Ids
  readonly communityId: string
  readonly by: string | null
  readonly now: Date
  readonly rules?: UpsertRules
}

/**
 * What has to be written so that the roll says what the entries say: pure, so that the same list twice provably
 * changes nothing the second time. A person is found by identity, then by name and phone, then by name in the room.
 */
export function planUpsert(
  entries: readonly RollEntry[],
  snapshot: RollSnapshot,
  tools: PlanTools,
): RollPlan {
  const draft = createDraft(snapshot, tools)
  const matched = entries.map((entry) => draft.match(entry))
  const refusals = entries.map((entry, index) => draft.refusalOf(entry, matched[index] ?? null))
  const overfull = roomsOverfull(entries, matched, refusals, snapshot)
  const outcomes = entries.map((entry, index): UpsertOutcome => {
    const room = entry.home?.relation === 'owner' ? overfull.get(entry.home.roomId) : undefined
    const reason = refusals[index] ?? room ?? null
    // An earlier row of the same list may have made the person this one names.
    return reason === null ? draft.enter(entry, draft.match(entry)) : { result: 'refused', reason }
  })
  return { outcomes, ...draft.writes() }
}

/** Rooms whose owners' shares would not stand beside each other after all entries. */
function roomsOverfull(
  entries: readonly RollEntry[],
  matched: readonly (PersonRow | null)[],
  refusals: readonly (UpsertRefusal | null)[],
  snapshot: RollSnapshot,
): Map<string, 'shares_exceed' | 'shares_nothing_left'> {
  const owners = new Map<string, Map<string, Share | null>>()
  const of = (roomId: string): Map<string, Share | null> => {
    const known = owners.get(roomId) ?? new Map<string, Share | null>()
    owners.set(roomId, known)
    return known
  }
  for (const row of snapshot.residencies) {
    if (row.relation === 'owner') of(row.roomId).set(row.personId, row.share)
  }
  entries.forEach(({ name, phone, home }, index) => {
    if (!home || refusals[index]) return
    const person = matched[index]
    const key = person?._id ?? `new/${name}/${phone ?? ''}`
    const room = of(home.roomId)
    if (home.relation === 'owner') room.set(key, home.share ?? room.get(key) ?? null)
    else room.delete(key)
  })
  const full = new Map<string, 'shares_exceed' | 'shares_nothing_left'>()
  for (const [roomId, shares] of owners) {
    const verdict = judgeShares([...shares.values()])
    if (verdict !== 'fits') full.set(roomId, verdict === 'exceeds' ? 'shares_exceed' : 'shares_nothing_left')
  }
  return full
}

/** The roll as it will be, while the entries are gone through one by one. */
function createDraft(snapshot: RollSnapshot, tools: PlanTools) {
  const { seals, tokensOf, communityId, by, now, ids, rules = {} } = tools
  const persons = new Map(snapshot.persons.map((row) => [row._id, row]))
  const inserted = new Set<string>()
  const sets = new Map<string, PersonSet>()
  const current = new Map(snapshot.residencies.map((row) => [`${row.personId}/${row.roomId}`, row]))
  const begin: ResidencyRow[] = []
  const end: { id: string; at: Date; reason: 'relation_changed' }[] = []
  const touched = new Set<string>()

  const byIdentity = new Map<string, string>()
  const byPhoneName = new Map<string, string>()
  const byRoomName = new Map<string, string>()
  const remember = (row: PersonRow): void => {
    persons.set(row._id, row)
    if (row.identityIndex !== null) byIdentity.set(row.identityIndex, row._id)
    if (row.phoneIndex !== null) byPhoneName.set(`${row.phoneIndex}/${row.name}`, row._id)
  }
  for (const row of snapshot.persons) remember(row)
  const rememberHome = (row: ResidencyRow): void => {
    const name = persons.get(row.personId)?.name
    if (name !== undefined) byRoomName.set(`${row.roomId}/${name}`, row.personId)
  }
  for (const row of snapshot.residencies) rememberHome(row)

  function match({ name, phone, identity, home, foundIn }: RollEntry): PersonRow | null {
    const roomId = home?.roomId ?? foundIn
    const keys = identity ? seals.identityIndexes(identity.kind, identity.number) : []
    const phones = phone === null ? [] : seals.phoneIndexes(phone)
    const id =
      keys.map((key) => byIdentity.get(key)).find((found) => found !== undefined) ??
      phones.map((key) => byPhoneName.get(`${key}/${name}`)).find((found) => found !== undefined) ??
      (roomId === undefined ? undefined : byRoomName.get(`${roomId}/${name}`))
    return id === undefined ? null : (persons.get(id) ?? null)
  }

  function isTaken({ name, phone }: RollEntry, person: PersonRow): boolean {
    const indexes = phone === null ? [person.phoneIndex ?? ''] : seals.phoneIndexes(phone)
    return indexes.some((index) => (byPhoneName.get(`${index}/${name}`) ?? person._id) !== person._id)
  }

  function refusalOf(entry: RollEntry, person: PersonRow | null): UpsertRefusal | null {
    if (entry.home && snapshot.rooms.get(entry.home.roomId)?.communityId !== communityId)
      return 'room_unknown'
    if (!entry.identity && entry.phone === null && !entry.home && entry.foundIn === undefined)
      return 'unfindable'
    if (rules.mustExist && !person) return 'person_unknown'
    if (rules.keepsNames && person && person.name !== entry.name) return 'name_differs'
    if (rules.keepsOwners && entry.home && entry.home.relation !== 'owner' && person) {
      if (current.get(`${person._id}/${entry.home.roomId}`)?.relation === 'owner') return 'is_owner'
    }
    const isKept = ({ code, source }: TagEntry): boolean =>
      snapshot.catalogue.get(code)?.sources.includes(source) === true
    if (!entry.tags.every(isKept)) return 'tag_refused'
    if (person && isTaken(entry, person)) return 'phone_of_other'
    if (!entry.identity || !person || person.identityIndex === null) return null
    const keys = seals.identityIndexes(entry.identity.kind, entry.identity.number)
    return keys.includes(person.identityIndex) ? null : 'identity_differs'
  }

  /** What the entry says that the record does not. */
  function differences(entry: RollEntry, person: PersonRow): PersonSet {
    const { name, phone, birthDate, identity } = entry
    const tags = entry.tags.reduce(
      (held, tag) => withTag(held, tag, snapshot.catalogue.get(tag.code), { now, by }),
      person.tags,
    )
    // A list about people who are there names them to find them.
    if (rules.mustExist) return { ...(tags !== person.tags && { tags }) }
    return {
      ...(name !== person.name && { name, nameTokens: tokensOf(name) }),
      ...(phone !== null &&
        !seals.phoneIndexes(phone).includes(person.phoneIndex ?? '') &&
        seals.phone(phone, communityId)),
      ...(birthDate !== null && birthDate !== person.birthDate && { birthDate }),
      ...(identity &&
        person.identityIndex === null &&
        seals.identity(identity.kind, identity.number, communityId)),
      ...(tags !== person.tags && { tags }),
    }
  }

  function enterHome(person: PersonRow, said: NonNullable<RollEntry['home']>): boolean {
    const room = snapshot.rooms.get(said.roomId)
    if (!room) return false
    const key = `${person._id}/${said.roomId}`
    const held = current.get(key)
    const home = { ...said, livesIn: said.livesIn ?? held?.livesIn ?? true }
    if (held && saysTheSame(held, home)) return false
    const row = beginRelation(
      { ids, now },
      person,
      room,
      { ...home, share: home.share ?? (held?.relation === 'owner' ? held.share : null) },
      snapshot.catalogue,
      snapshot.reach.get(person._id) ?? nobodyToTell,
    )
    const unwritten = held ? begin.findIndex((other) => other._id === held._id) : -1
    if (unwritten >= 0) begin.splice(unwritten, 1)
    else if (held) end.push({ id: held._id, at: now, reason: 'relation_changed' })
    begin.push(row)
    current.set(key, row)
    rememberHome(row)
    return true
  }

  function enter(entry: RollEntry, known: PersonRow | null): UpsertOutcome {
    const person = known ?? newPerson(entry, tools)
    if (!known) {
      inserted.add(person._id)
      remember(person)
    }
    const set = differences(entry, person)
    const isChanged = Object.keys(set).length > 0
    const next = isChanged ? { ...person, ...set } : person
    if (isChanged) {
      remember(next)
      if (!inserted.has(person._id)) {
        sets.set(person._id, { ...sets.get(person._id), ...set })
        if (set.birthDate !== undefined || set.tags !== undefined) touched.add(person._id)
      }
    }
    const isMoved = entry.home ? enterHome(next, entry.home) : false
    if (!known) return { result: 'created', personId: person._id }
    return { result: isChanged || isMoved ? 'changed' : 'same', personId: person._id }
  }

  return {
    match,
    refusalOf,
    enter,
    writes: () => ({
      insert: [...inserted].flatMap((id) => persons.get(id) ?? []),
      change: [...sets].map(([id, set]) => ({ id, set })),
      relations: {
        // A person whose later row changed a mark has relations begun with the older one.
        begin: begin.map((row) => {
          const person = persons.get(row.personId)
          return person ? { ...row, ...copiesOf(person, snapshot.catalogue) } : row
        }),
        end,
        copies: [...touched].flatMap((personId) => {
          const person = persons.get(personId)
          return person ? [{ personId, copies: copiesOf(person, snapshot.catalogue) }] : []
        }),
      },
    }),
  }
}

function newPerson({ name }: RollEntry, { ids, tokensOf, communityId, now }: PlanTools): PersonRow {
  // The rest of the entry follows as differences, on the same path as for a record that is there.
  return {
    ...blankPerson,
    _id: ids.next('per'),
    communityId,
    name,
    nameTokens: tokensOf(name),
    createdAt: now,
  }
}
