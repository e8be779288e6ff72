import type { ImportKind } from '@linli/shared/imports/imports.kinds'
import {
  labelOfPlace,
  type PersonSheetEntry,
  type RowProblem,
  type SheetEntries,
} from '@linli/shared/imports/imports.rows'
import type { TagDefinition } from '@linli/shared/people/tag-catalogue'
import { addDays, instantOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Scope } from '../../platform/scope'
import type { ListedAs } from '../people/roll-lists.service'
import type { RollEntry, RoomPlace, UpsertOutcome, UpsertRefusal, UpsertRules } from '../people/roll.service'
import type { RoomOutcome } from '../space/space-rooms.service'
import type { ImportLists, ImportRoll, ImportSpace } from './imports.ports'

/** What one row did, or would do. */
export type RowOutcome =
  | { readonly result: 'created' | 'changed' | 'same' }
  | { readonly result: 'refused'; readonly problem: RowProblem }

/** Where the rows of one kind go: the service that owns them. */
export interface ImportTarget<K extends ImportKind> {
  /** What the rows would do; nothing is written. One outcome per row, in order. */
  check(scope: Scope, communityId: string, rows: readonly SheetEntries[K][], by: Actor): Promise<RowOutcome[]>
  /**
   * Writes the rows inside the caller's unit of work. Where each row is an act of its own, `goesOn` is asked before it,
   * and the outcomes end where the list was stopped.
   */
  apply(
    scope: Scope,
    communityId: string,
    rows: readonly SheetEntries[K][],
    by: Actor,
    goesOn: () => Promise<boolean>,
  ): Promise<RowOutcome[]>
  /** Each row is an act of its own, in its own unit of work, that changes nothing the second time. */
  readonly isRowByRow?: true
}

export type ImportTargets = { readonly [K in ImportKind]: ImportTarget<K> }

const refused = (column: string | null, reason: string): RowOutcome => ({
  result: 'refused',
  problem: { column, reason },
})

const roomProblem: Record<NonNullable<RoomOutcome['problem']>, RowOutcome> = {
  unknown_grid: refused('grid', '本社区没有这个网格，请先在房屋树里建好'),
  twice: refused(null, '前面有一行是同一套房屋'),
}

const rollProblem: Record<UpsertRefusal, RowOutcome> = {
  unfindable: refused('phone', '手机号、证件号码、房屋，至少填一样'),
  room_unknown: refused('room', '本社区没有这套房屋，请先导入房屋'),
  shares_exceed: refused('share', '和名册里其他业主的份额加起来超过了整套房'),
  shares_nothing_left: refused('share', '名册里其他业主的份额已经是整套房，没有剩余的份额'),
  identity_differs: refused('idNumber', '名册里这个人是另一个证件号码，请核对'),
  phone_of_other: refused('phone', '名册里另有一位同名的人用这个手机号，请核对'),
  tag_refused: refused('source', '这个标签不能从这个来源登记，请看标签目录'),
  person_unknown: refused('name', '名册里没有找到这个人，请先导入住户'),
  is_owner: refused('relation', '这个人是这套房的业主，业主用“业主”表导入'),
  name_differs: refused('name', '这个证件号码在名册里是另一个姓名，请核对'),
}

export function createRoomTarget(space: ImportSpace): ImportTarget<'rooms'> {
  const outcome = ({ outcome: result, problem }: RoomOutcome): RowOutcome =>
    result === 'refused' ? roomProblem[problem ?? 'twice'] : { result }
  return {
    check: async (scope, _, rows) => (await space.checkRooms(scope, rows)).map(outcome),
    apply: async (scope, _, rows, by) => (await space.putRooms(scope, rows, by)).map(outcome),
  }
}

/** Rows as the roll takes them, or why one cannot be, with the rooms they name. */
interface Understood {
  readonly entries: readonly (RollEntry | RowOutcome)[]
  readonly rooms: ReadonlyMap<string, RoomPlace>
}

interface RollTargetDeps {
  readonly space: ImportSpace
  readonly roll: ImportRoll
  readonly lists: Pick<ImportLists, 'tagsOf'>
}

/** Owners, people and marks: rows about persons, which differ only in what they may do. */
export function createRollTarget(
  { space, roll, lists }: RollTargetDeps,
  rules: UpsertRules,
): ImportTarget<'owners' | 'people' | 'tags'> {
  /** The rows as the roll understands them, or why one cannot be. */
  async function understood(
    scope: Scope,
    communityId: string,
    rows: readonly PersonSheetEntry[],
  ): Promise<Understood> {
    const rooms = await roomsOf(scope, rows)
    const marks = rows.some(({ tag }) => tag !== null) ? await lists.tagsOf(communityId) : []
    return {
      rooms: new Map([...rooms.values()].map((room) => [room.id, room])),
      entries: rows.map((row) => entryOf(row, rooms, marks)),
    }
  }

  /** The rooms of the rows by their labels; those without one are left out. */
  async function roomsOf(scope: Scope, rows: readonly PersonSheetEntry[]): Promise<Map<string, RoomPlace>> {
    const named = new Map(rows.flatMap(({ place }) => (place ? [[labelOfPlace(place), place] as const] : [])))
    if (named.size === 0) return new Map()
    const found = await space.roomsByNames(scope, [...named.values()])
    const labels = [...named.keys()]
    const left = labels.filter((_, index) => found[index] === undefined)
    const others = left.length === 0 ? new Map<string, RoomPlace>() : await space.roomsByLabel(scope, left)
    return new Map(
      labels.flatMap((label, index) => {
        const room = found[index] ?? others.get(label)
        return room ? [[label, room] as const] : []
      }),
    )
  }

  async function through(
    { entries: rows, rooms }: Understood,
    write: (entries: readonly RollEntry[], list: ListedAs) => Promise<UpsertOutcome[]>,
  ): Promise<RowOutcome[]> {
    const entries = rows.filter((row) => 'name' in row)
    const outcomes = entries.length === 0 ? [] : await write(entries, { rules, rooms })
    const next = outcomes[Symbol.iterator]()
    return rows.map((row) => {
      if (!('name' in row)) return row
      const { value } = next.next() as IteratorYieldResult<UpsertOutcome>
      return value.result === 'refused' ? rollProblem[value.reason] : { result: value.result }
    })
  }

  return {
    async check(scope, communityId, rows) {
      return through(await understood(scope, communityId, rows), (entries, list) =>
        roll.checkPeople(scope, entries, list),
      )
    },
    async apply(scope, communityId, rows, by) {
      return through(await understood(scope, communityId, rows), (entries, list) =>
        roll.upsertPeople(scope, entries, by.accountId, list),
      )
    },
  }
}

function entryOf(
  { place, name, phone, birthDate, identity, home, tag }: PersonSheetEntry,
  rooms: ReadonlyMap<string, { readonly id: string }>,
  marks: readonly TagDefinition[],
): RollEntry | RowOutcome {
  const roomId = place ? rooms.get(labelOfPlace(place))?.id : undefined
  if (place && roomId === undefined) return rollProblem.room_unknown
  const mark = tag && marks.find(({ code, label }) => tag.label === label || tag.label === code)
  if (tag && !mark) return refused('tag', '本社区的标签目录里没有这个标签')
  return {
    ...{ name, phone, birthDate, identity },
    home: home && roomId !== undefined ? { roomId, ...home } : null,
    ...(!home && roomId !== undefined && { foundIn: roomId }),
    tags:
      tag && mark
        ? [
            {
              ...{ code: mark.code, source: tag.source, sourceRef: tag.sourceRef },
              // It holds to the end of the day that is named.
              expiresAt: tag.expiresOn === null ? null : instantOf(addDays(tag.expiresOn, 1)),
            },
          ]
        : [],
  }
}

/** What each kind of list about persons may not do although its rows could be understood so. */
export const rollRules = {
  owners: { keepsNames: true },
  people: { keepsNames: true, keepsOwners: true },
  tags: { keepsNames: true, mustExist: true },
} as const satisfies Record<'owners' | 'people' | 'tags', UpsertRules>
