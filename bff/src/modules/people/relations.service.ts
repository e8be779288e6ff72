import type { AuditAct } from '@linli/shared/audit/audit.acts'
import type { EndReason, EntryBasis } from '@linli/shared/people/people.kinds'
import type { PersonCardView } from '@linli/shared/people/person-card.schema'
import type { RoomPeopleView } from '@linli/shared/people/relations.schema'
import type { Share } from '@linli/shared/people/shares.rules'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { reachOf } from './people-desk.policy'
import type { PersonCards } from './person-card.service'
import type { OpenedPerson, PersonDoor } from './person-door'
import type { Relation, ResidencyRow } from './residency.model'
import type { RollRepository } from './roll.repository'
import { demandShares, type RollWriter } from './roll.service'

export interface RelationsService {
  /** Makes a person belong to a room; the same again changes nothing. Throws `shares_exceed`. */
  add(
    actor: Actor,
    personId: string,
    body: {
      readonly roomId: string
      readonly relation: Relation
      readonly share?: Share | null | undefined
      readonly livesIn?: boolean | undefined
      readonly basis: EntryBasis
    },
  ): Promise<PersonCardView>
  /** Share and living-in of a relation that holds; of many at once with one room version, one wins. */
  change(
    actor: Actor,
    relationId: string,
    body: { readonly roomVersion: number; readonly share: Share | null; readonly livesIn: boolean },
  ): Promise<RoomPeopleView>
  /** Throws `conflict` when it has ended already. */
  end(actor: Actor, relationId: string, reason: EndReason): Promise<PersonCardView>
}

export interface RelationsDeps {
  readonly door: PersonDoor
  readonly cards: PersonCards
  readonly roll: RollRepository
  readonly writer: RollWriter
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

/** Who belongs to which room, as the office changes it; what was is never rewritten. */
export function createRelationsService(deps: RelationsDeps): RelationsService {
  const { door, cards, roll, writer, uow, audit, clock, ids } = deps

  async function held(actor: Actor, relationId: string): Promise<OpenedPerson & { row: ResidencyRow }> {
    const row = await roll.findRelation(reachOf(actor, 'read').scope, relationId)
    if (!row) throw new AppError('not_found')
    const opened = await door.open(actor, 'relate', row.personId)
    if (row.to !== null) throw new AppError('version_conflict')
    return { ...opened, row }
  }

  const record = (
    actor: Actor,
    action: AuditAct,
    { communityId, personId, roomId }: Pick<ResidencyRow, 'communityId' | 'personId' | 'roomId'>,
    detail: Record<string, string | number | boolean>,
  ): Promise<void> =>
    audit.record({
      ...{ actor, action, communityId, targetType: 'person', targetId: personId },
      detail: { roomId, ...detail },
    })

  return {
    async add(actor, personId, { roomId, relation, share = null, livesIn = true, basis }) {
      await uow.run(async () => {
        const { person, scope } = await door.open(actor, 'relate', personId)
        const { result } = await writer.begin(scope, person, { roomId, relation, share, livesIn })
        const { communityId } = person
        if (result !== 'same')
          await record(actor, 'person.relate', { communityId, personId, roomId }, { relation, basis, result })
      })
      return cards.card(actor, personId)
    },

    async change(actor, relationId, { roomVersion, share, livesIn }) {
      const roomId = await uow.run(async () => {
        const { row, scope } = await held(actor, relationId)
        if (!(await roll.passRoom(row.communityId, row.roomId, roomVersion)))
          throw new AppError('version_conflict')
        const isOwner = row.relation === 'owner'
        const others = (await roll.ofRooms(scope, [row.roomId])).filter((other) => other._id !== row._id)
        if (isOwner) demandShares(others, [share])
        const now = clock.now()
        const next = { ...row, _id: ids.next('res'), share: isOwner ? share : null, livesIn, from: now }
        await roll.write(scope, {
          begin: [next],
          end: [{ id: row._id, at: now, reason: 'relation_changed' }],
          copies: [],
        })
        await record(actor, 'person.change_share', row, {
          livesIn,
          ...(next.share && { n: next.share.n, d: next.share.d }),
        })
        return row.roomId
      })
      return cards.room(actor, roomId)
    },

    async end(actor, relationId, reason) {
      const personId = await uow.run(async () => {
        const { row, scope } = await held(actor, relationId)
        await roll.passRooms(row.communityId, [row.roomId])
        await roll.write(scope, {
          begin: [],
          end: [{ id: row._id, at: clock.now(), reason }],
          copies: [],
        })
        await record(actor, 'person.end_relation', row, { relation: row.relation, reason })
        return row.personId
      })
      return cards.card(actor, personId)
    },
  }
}
