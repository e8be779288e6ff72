import { yearsOn } from '@linli/shared/people/age.rules'
import type { LookPurpose } from '@linli/shared/people/people.kinds'
import type { HelpItemView, PersonItemView } from '@linli/shared/people/people.schema'
import { HELP_FIRST, tagHolds, type TagDefinition } from '@linli/shared/people/tag-catalogue'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import { decodeCursor, encodeCursor } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { reachOf, reaches, showsTag, type PeopleReach } from './people-desk.policy'
import { maskName } from './people.names'
import { rollScope } from './people.policy'
import { presentItem } from './people.presenter'
import { readQuery, type RollQuery } from './people.search'
import { judgedPerson } from './person-door'
import type { PersonRow } from './person.model'
import type { PersonSeals } from './person-seals'
import type { PersonsRepository, Slice } from './persons.repository'
import type { ResidencyRow } from './residency.model'
import type { RollPeople, RollSpace } from './roll.ports'
import type { RollRepository } from './roll.repository'
import type { RollWriter } from './roll.service'

export interface SearchQuery {
  readonly communityId?: string | undefined
  readonly q?: string | undefined
  readonly tag?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

export interface PeopleSearch {
  /** People of one community, masked, in the order they were entered; a room's people together. */
  search(actor: Actor, query: SearchQuery): Promise<{ items: PersonItemView[]; nextCursor: string | null }>
  /** Figures of every community within reach. */
  counts(
    actor: Actor,
    communityId?: string,
  ): Promise<{ items: { communityId: string; name: string; persons: number; households: number }[] }>
  /** Who agreed to be helped first, with why; the look is recorded. */
  helpFirst(
    actor: Actor,
    look: { readonly purpose: LookPurpose; readonly communityId?: string | undefined },
  ): Promise<{ items: HelpItemView[] }>
}

export interface PeopleSearchDeps {
  readonly persons: PersonsRepository
  readonly roll: RollRepository
  readonly writer: Pick<RollWriter, 'catalogueOf'>
  readonly people: RollPeople
  readonly seals: PersonSeals
  readonly space: RollSpace
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
}

const PAGE = 20
/** Rooms one typed number may mean; whoever means another types more of it. */
const MOST_ROOMS = 20
/** A grid is 300 to 500 households (domain facts §3.1): its people are looked through by id. */
const MOST_IN_GRIDS = 10_000
const MOST_HELPED = 500
/** 老年人权益保障法 art. 2. */
const ELDER_YEARS = 60

/** Finding people, and counting them. */
export function createPeopleSearch(deps: PeopleSearchDeps): PeopleSearch {
  const { persons, roll, seals, space, clock } = deps

  /** The one community a list is of: the one named, else the one looked at, else the first. */
  function reachOfOne(actor: Actor, action: 'read' | 'look_tags', communityId?: string): PeopleReach {
    const all = reachOf(actor, action, communityId)
    const { communityIds } = all.scope
    const one = communityIds.find((id) => id === (communityId ?? actor.communityId)) ?? communityIds[0]
    if (one === undefined) throw new AppError('not_found')
    return reachOf(actor, action, one)
  }

  /** Whom a caller of part of a community may find; undefined for one who sees all of it. */
  async function amongOf({ scope, wholeIds, nodeIds }: PeopleReach): Promise<readonly string[] | undefined> {
    return wholeIds.length > 0 ? undefined : roll.personIdsUnder(scope, nodeIds, MOST_IN_GRIDS)
  }

  async function inRooms(scope: Scope, text: string, { among }: Slice): Promise<PersonRow[]> {
    const rooms = await space.findRooms(scope, text, MOST_ROOMS)
    const homes = rooms.length === 0 ? [] : await roll.ofRooms(scope, rooms)
    const wanted = rooms.flatMap((roomId) =>
      homes.filter((home) => home.roomId === roomId).map((home) => home.personId),
    )
    const found = await persons.findMany(scope, [...new Set(wanted)])
    return wanted.flatMap((id) => {
      const person = found.find((row) => row._id === id)
      return person && (among === undefined || among.includes(id)) ? [person] : []
    })
  }

  async function find(scope: Scope, query: RollQuery, slice: Slice): Promise<PersonRow[]> {
    switch (query.by) {
      case 'phone': {
        const found = await persons.byPhone(scope, seals.phoneIndexes(query.phone))
        return found.filter((row) => slice.among === undefined || slice.among.includes(row._id))
      }
      case 'phone_tail':
        return persons.sliceByTail(scope, seals.phoneTails(query.tail), slice)
      case 'name':
        return persons.sliceByName(scope, query.ways, slice)
      case 'room':
        return inRooms(scope, query.text, slice)
    }
  }

  async function homesOf(scope: Scope, ids: readonly string[]): Promise<Map<string, ResidencyRow[]>> {
    const homes = new Map<string, ResidencyRow[]>()
    for (const row of ids.length === 0 ? [] : await roll.ofPersons(scope, ids))
      homes.set(row.personId, [...(homes.get(row.personId) ?? []), row])
    return homes
  }

  function demandOpenTag(definition: TagDefinition | undefined): TagDefinition {
    // A list of everybody with a sensitive mark would say it of each.
    if (definition && !definition.sensitive) return definition
    throw new AppError('validation_failed', {
      errors: [{ path: 'query.tag', message: '不能按这个标签查人' }],
    })
  }

  return {
    async search(actor, { communityId, q = '', tag, cursor, limit = PAGE }) {
      const reach = reachOfOne(actor, 'read', communityId)
      const { scope } = reach
      const catalogue = await deps.writer.catalogueOf(scope.communityIds[0] ?? '')
      const after = cursor === undefined ? null : decodeCursor(cursor, ['string'])[0]
      const among = await amongOf(reach)
      const slice: Slice = { after, limit: limit + 1, ...(among && { among }) }
      const now = clock.now()
      const queries = readQuery(q)
      const found =
        tag !== undefined
          ? await persons.sliceByTag(scope, demandOpenTag(catalogue.get(tag)).code, now, slice)
          : q.trim() === ''
            ? await persons.sliceAll(scope, slice)
            : (await Promise.all(queries.map((query) => find(scope, query, slice)))).flat()
      const once = [...new Map(found.map((row) => [row._id, row])).values()]
      // A room's people come all at once; only lists in the order of ids go on.
      const isWhole = queries.some(({ by }) => by === 'room' || by === 'phone')
      const shown = isWhole ? once : once.slice(0, limit)
      const homes = await homesOf(
        scope,
        shown.map((row) => row._id),
      )
      const last = shown.at(-1)
      return {
        items: shown.map((row) => presentItem(row, homes.get(row._id) ?? [], { seals, catalogue, now })),
        nextCursor: !isWhole && once.length > limit && last ? encodeCursor([last._id]) : null,
      }
    },

    async counts(actor, communityId) {
      const { scope } = reachOf(actor, 'count', communityId)
      const names = await space.names(scope.communityIds)
      const items: { communityId: string; name: string; persons: number; households: number }[] = []
      for (const id of scope.communityIds) {
        const { persons: people, households } = await deps.people.countAudience(rollScope(id), {
          nodeIds: [id],
          tags: [],
        })
        items.push({ communityId: id, name: names.get(id) ?? '', persons: people, households })
      }
      return { items }
    },

    async helpFirst(actor, { purpose, communityId }) {
      const reach = reachOfOne(actor, 'look_tags', communityId)
      const { scope } = reach
      const [own = ''] = scope.communityIds
      const now = clock.now()
      const catalogue = await deps.writer.catalogueOf(own)
      const listed = await persons.sliceByTag(scope, HELP_FIRST, now, { after: null, limit: MOST_HELPED })
      const homes = await homesOf(
        scope,
        listed.map((row) => row._id),
      )
      const seen = listed.filter((row) => reaches(reach, judgedPerson(row, homes.get(row._id) ?? [])))
      const rooms = seen.flatMap((row) => (homes.get(row._id) ?? []).map((home) => home.roomId))
      const occupants = await roll.ofRooms(scope, [...new Set(rooms)])
      await deps.uow.run(() =>
        deps.audit.record({
          ...{ actor, action: 'tag.look', communityId: own, targetType: 'community', targetId: own },
          detail: { purpose, list: HELP_FIRST, persons: seen.length },
        }),
      )
      const items = seen.map((person) =>
        helpItem(person, homes.get(person._id) ?? [], occupants, now, (code) => {
          const definition = catalogue.get(code)
          return definition?.sensitive && code !== HELP_FIRST && showsTag(actor, own, definition)
            ? definition.label
            : null
        }),
      )
      return { items: items.sort((a, b) => (b.age ?? 0) - (a.age ?? 0)) }
    },
  }
}

function helpItem(
  person: PersonRow,
  homes: readonly ResidencyRow[],
  occupants: readonly ResidencyRow[],
  now: Date,
  labelOf: (code: string) => string | null,
): HelpItemView {
  const age = yearsOn(person.birthDate, dayOf(now))
  const home = homes.find((row) => row.livesIn) ?? homes[0]
  const housemates = occupants.filter((row) => row.roomId === home?.roomId && row.livesIn)
  const isAlone = home !== undefined && housemates.length === 1
  const marks = person.tags
    .filter((tag) => tagHolds(tag.expiresAt, now))
    .flatMap(({ code }) => labelOf(code) ?? [])
  return {
    personId: person._id,
    maskedName: maskName(person.name),
    age,
    where: home?.roomLabel ?? '没有登记住处',
    reasons: [
      ...(age !== null && age >= ELDER_YEARS ? [isAlone ? `${age} 岁，一个人住` : `${age} 岁`] : []),
      ...marks,
    ],
    hasAccount: homes.some((row) => row.accountId !== null),
  }
}
