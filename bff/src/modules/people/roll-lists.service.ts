import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import type { TagDefinition } from '@linli/shared/people/tag-catalogue'
import type { Scope } from '../../platform/scope'
import { nameTokens } from './people.search'
import type { PersonRow } from './person.model'
import type { PersonSeals } from './person-seals'
import type { PersonsRepository } from './persons.repository'
import type { ResidencyRow } from './residency.model'
import {
  planUpsert,
  type PlanTools,
  type RollEntry,
  type RollPlan,
  type UpsertOutcome,
  type UpsertRules,
} from './roll-plan'
import type { Reach, RoomPlace } from './roll-relations'
import type { RollSpace } from './roll.ports'
import type { RollRepository } from './roll.repository'

/** Rows one call of {@link RollLists.upsertPeople} takes. */
export const UPSERT_BATCH = 500

/** How a list names people. */
export interface ListedAs {
  readonly rules?: UpsertRules
  /** Its rooms, where the caller has read them in the same unit of work; else they are read here. */
  readonly rooms?: ReadonlyMap<string, RoomPlace>
}

/** Whole lists of people brought into the roll. */
export interface RollLists {
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
}

export interface RollListsDeps {
  readonly persons: PersonsRepository
  readonly roll: RollRepository
  readonly seals: PersonSeals
  readonly space: Pick<RollSpace, 'roomsByIds'>
  readonly clock: Clock
  readonly ids: Ids
  readonly catalogueOf: (communityId: string) => Promise<ReadonlyMap<string, TagDefinition>>
  readonly reachOf: (personIds: readonly string[]) => Promise<Map<string, Reach>>
}

/** Reads what a list may mean, has it planned, and writes the plan. */
export function createRollLists(deps: RollListsDeps): RollLists {
  const { persons, roll, seals, space, clock, ids, catalogueOf, reachOf } = deps

  return {
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
