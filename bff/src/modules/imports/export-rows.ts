import { columnsOf } from '@linli/shared/imports/imports.columns'
import type { ImportKind } from '@linli/shared/imports/imports.kinds'
import { idKindLabel } from '@linli/shared/people/identity.rules'
import { shareText } from '@linli/shared/people/shares.rules'
import { tagSourceLabel } from '@linli/shared/people/tag-catalogue'
import { relationLabel } from '@linli/shared/session/relations'
import { areaSourceLabel, deliveryLabel, propertyKindLabel } from '@linli/shared/space/space.kinds'
import { dayOf } from '@linli/shared/time'
import type { Scope } from '../../platform/scope'
import type { WrittenCell } from '../../platform/sheets/sheet-columns'
import type { ListedPerson, ListReach, ListedRelation, ListedTag } from '../people/people-lists.service'
import type { ListedRoom } from '../space/room-lists.service'
import type { ImportLists, ImportSpace } from './imports.ports'

/** Rows of the roll read at a time: what a file in the making holds in memory. */
const ROWS_AT_ONCE = 250

/** A row by the keys of its kind's columns. */
type RowWords = Readonly<Record<string, WrittenCell>>

export interface ExportRowsDeps {
  readonly space: ImportSpace
  readonly lists: ImportLists
}

export interface ExportReach extends ListReach {
  readonly communityId: string
}

/**
 * Everything of one kind in the columns it comes in with, batch by batch from the database, so that a file of any
 * length is made in little memory. The same file, unmasked, changes nothing when it is brought in again.
 */
export function createExportRows({ space, lists }: ExportRowsDeps) {
  async function* rooms(scope: Scope, communityId: string): AsyncGenerator<ListedRoom[], void, void> {
    let after: string | null = null
    for (;;) {
      const page: ListedRoom[] = await space.roomsAfter(scope, communityId, { after, limit: ROWS_AT_ONCE })
      if (page.length > 0) yield page
      if (page.length < ROWS_AT_ONCE) return
      after = page.at(-1)?.id ?? null
    }
  }

  async function* relations(scope: Scope, reach: ExportReach, isOwners: boolean) {
    for await (const page of rooms(scope, reach.communityId)) {
      const byId = new Map(page.map((room) => [room.id, room]))
      const found = await lists.relationsOf(scope, [...byId.keys()], reach)
      yield found
        .filter(({ relation }) => (relation === 'owner') === isOwners)
        .flatMap((one) => {
          const room = byId.get(one.roomId)
          return room ? [relationWords(one, room)] : []
        })
    }
  }

  async function* tags(scope: Scope, reach: ExportReach) {
    let after: string | null = null
    for (;;) {
      const page: { tags: ListedTag[]; next: string | null } = await lists.tagsAfter(
        scope,
        reach.communityId,
        { after, limit: ROWS_AT_ONCE },
        reach,
      )
      const places = await space.listedRooms(scope, [
        ...new Set(page.tags.flatMap(({ roomId }) => roomId ?? [])),
      ])
      yield page.tags.map((tag) => tagWords(tag, places.get(tag.roomId ?? '')))
      if (page.next === null) return
      after = page.next
    }
  }

  async function* wordsOf(kind: ImportKind, scope: Scope, reach: ExportReach): AsyncGenerator<RowWords[]> {
    switch (kind) {
      case 'rooms':
        for await (const page of rooms(scope, reach.communityId)) yield page.map(roomWords)
        return
      case 'owners':
      case 'people':
        yield* relations(scope, reach, kind === 'owners')
        return
      case 'tags':
        yield* tags(scope, reach)
    }
  }

  return async function* (
    kind: ImportKind,
    scope: Scope,
    reach: ExportReach,
  ): AsyncGenerator<WrittenCell[][], void, void> {
    const keys = columnsOf(kind).map(([key]) => key)
    for await (const batch of wordsOf(kind, scope, reach))
      yield batch.map((words) => keys.map((key) => words[key] ?? null))
  }
}

export type ExportRows = ReturnType<typeof createExportRows>

const placeWords = ({ estate, building, unit, room }: ListedRoom): RowWords => ({
  estate,
  building,
  unit,
  room,
})

const personWords = ({ name, phone, idKind, idNumber, birthDate }: ListedPerson): RowWords => ({
  ...{ name, phone, birthDate },
  ...(idNumber !== null && { idNumber, idKind: idKind === null ? null : idKindLabel[idKind] }),
})

const yesOrNo = (is: boolean): string => (is ? '是' : '否')

function roomWords(room: ListedRoom): RowWords {
  const { grid, propertyKind, areaHundredths, areaSource, delivery } = room
  return {
    ...placeWords(room),
    ...{ grid, propertyKind: propertyKindLabel[propertyKind], delivery: deliveryLabel[delivery] },
    areaHundredths: areaHundredths === null ? null : areaHundredths / 100,
    areaSource: areaSource === null ? null : areaSourceLabel[areaSource],
  }
}

const relationWords = (one: ListedRelation, room: ListedRoom): RowWords => ({
  ...placeWords(room),
  ...personWords(one),
  relation: relationLabel[one.relation],
  share: one.share === null ? '共同共有' : shareText(one.share),
  livesIn: yesOrNo(one.livesIn),
})

const tagWords = (tag: ListedTag, room: ListedRoom | undefined): RowWords => ({
  ...(room && placeWords(room)),
  ...personWords(tag),
  ...{ tag: tag.label, source: tagSourceLabel[tag.source], sourceRef: tag.sourceRef },
  // The last day on which it holds.
  expiresOn: tag.expiresAt && dayOf(new Date(tag.expiresAt.getTime() - 1)),
})
