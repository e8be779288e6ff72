import type { Share } from '@linli/shared/people/shares.rules'
import type { TagDefinition } from '@linli/shared/people/tag-catalogue'
import type { Ids } from '../../platform/ids'
import type { PersonRow } from './person.model'
import type { Relation, ResidencyRow } from './residency.model'
import type { ResidencyCopies } from './roll.repository'

/** A room as relations keep it. */
export interface RoomPlace {
  readonly id: string
  readonly communityId: string
  readonly label: string
  readonly buildingId: string
  readonly buildingLabel: string
  /** Every node it lies in, from the community down, itself included. */
  readonly path: readonly string[]
}

/** How a person can be told something in the app; copied into every relation. */
export type Reach = Pick<ResidencyRow, 'accountId' | 'wechat' | 'personalisedPush'>

export interface HomeEntry {
  readonly roomId: string
  readonly relation: Relation
  readonly share: Share | null
  readonly livesIn: boolean
}

/** Marks audiences may ask for; sensitive ones never leave the person's row. */
export function copiesOf(
  person: Pick<PersonRow, 'birthDate' | 'tags'>,
  catalogue: ReadonlyMap<string, TagDefinition>,
): ResidencyCopies {
  return {
    birthDate: person.birthDate,
    tags: person.tags
      .filter(({ code }) => catalogue.get(code)?.audience === true)
      .map(({ code, expiresAt }) => ({ code, until: expiresAt })),
  }
}

export const nobodyToTell: Reach = { accountId: null, wechat: false, personalisedPush: false }

/** A new relation of a person to a room, from `now` on. */
export function beginRelation(
  { ids, now }: { readonly ids: Ids; readonly now: Date },
  person: Pick<PersonRow, '_id' | 'birthDate' | 'tags'>,
  room: RoomPlace,
  home: Omit<HomeEntry, 'roomId'>,
  catalogue: ReadonlyMap<string, TagDefinition>,
  reach: Reach,
): ResidencyRow {
  const { birthDate, tags } = copiesOf(person, catalogue)
  // Field by field: a list begins twenty thousand of them, and rows put together from parts cost several times as much.
  return {
    _id: ids.next('res'),
    communityId: room.communityId,
    personId: person._id,
    roomId: room.id,
    buildingId: room.buildingId,
    path: [...room.path],
    roomLabel: room.label,
    buildingLabel: room.buildingLabel,
    relation: home.relation,
    share: home.relation === 'owner' ? home.share : null,
    livesIn: home.livesIn,
    birthDate,
    tags,
    accountId: reach.accountId,
    wechat: reach.wechat,
    personalisedPush: reach.personalisedPush,
    from: now,
    to: null,
    endReason: null,
  }
}

const sameShare = (a: Share | null, b: Share | null): boolean =>
  a === null || b === null ? a === b : a.n === b.n && a.d === b.d

/** Whether a relation already says what an entry says; an owner's share that is not said stays as it is. */
export const saysTheSame = (row: ResidencyRow, home: Omit<HomeEntry, 'roomId'>): boolean =>
  row.relation === home.relation &&
  row.livesIn === home.livesIn &&
  (home.relation !== 'owner' || home.share === null || sameShare(row.share, home.share))
