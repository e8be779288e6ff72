import type { PeopleDeskAction } from '@linli/shared/people/people.permissions'
import type { PersonCardView, RelationView } from '@linli/shared/people/person-card.schema'
import type { RoomPeopleView } from '@linli/shared/people/relations.schema'
import { shareText, sumOfShares } from '@linli/shared/people/shares.rules'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { Kin, KinRepository } from './kin.repository'
import type { MergesRepository } from './merges.repository'
import { judgeEntry, judgePerson, reachOf, reaches, unmaskable } from './people-desk.policy'
import {
  presentDelegate,
  presentGuardian,
  presentPersonFacts,
  presentRelation,
  type DelegateView,
  type GuardianView,
} from './people.presenter'
import { maskName } from './people.names'
import type { OpenedPerson, PersonDoor } from './person-door'
import type { PersonRow } from './person.model'
import type { PersonSeals } from './person-seals'
import type { PersonsRepository } from './persons.repository'
import type { ResidencyRow } from './residency.model'
import type { PersonTraces, RollAccounts, RollSpace } from './roll.ports'
import type { RollRepository } from './roll.repository'
import type { RollWriter } from './roll.service'

export interface PersonCards {
  card(actor: Actor, personId: string): Promise<PersonCardView>
  /** Who belongs to a room now and who did, for who may see the room's people. */
  room(actor: Actor, roomId: string): Promise<RoomPeopleView>
  /** The communities in which the actor may do something with people at all. */
  scopeFor(actor: Actor, action: PeopleDeskAction): Scope
}

export interface PersonCardsDeps {
  readonly door: PersonDoor
  readonly persons: PersonsRepository
  readonly roll: RollRepository
  readonly kin: KinRepository
  readonly merges: MergesRepository
  readonly writer: Pick<RollWriter, 'catalogueOf'>
  readonly seals: PersonSeals
  readonly space: RollSpace
  readonly accounts: RollAccounts
  readonly opinions: PersonTraces
  readonly notices: PersonTraces
  readonly clock: Clock
}

/**
 * One person with everything that hangs on the record. Read one thing after another, since the answer of a
 * creating request is made inside its transaction.
 */
export function createPersonCards(deps: PersonCardsDeps): PersonCards {
  const { door, persons, roll, kin, merges, seals, space, accounts, clock } = deps

  async function namesOf(scope: Scope, ids: readonly string[]): Promise<Map<string, PersonRow>> {
    const once = [...new Set(ids)]
    const rows = once.length === 0 ? [] : await persons.findMany(scope, once)
    return new Map(rows.map((row) => [row._id, row]))
  }

  async function countsOf(actor: Actor, { person, scope }: OpenedPerson): Promise<PersonCardView['counts']> {
    // Who wrote and read how much is the office's to know, not the door's.
    if (!judgePerson(actor, 'correct', { communityId: person.communityId, nodeIds: [] }).allowed) return null
    const traces = [person._id, ...(await persons.mergedInto(scope, person._id))]
    return {
      opinions: await deps.opinions.countOfPersons(scope, traces),
      notices: await deps.notices.countOfPersons(scope, traces),
    }
  }

  async function accountOf(personId: string): Promise<PersonCardView['account']> {
    const [binding] = await roll.bindingsOfPersons([personId])
    return {
      bound: binding !== undefined,
      consented: binding !== undefined && (await accounts.reachOf(binding.accountId)) !== null,
    }
  }

  async function kinOf(
    { person, scope }: OpenedPerson,
    { guardians, delegates }: Kin,
  ): Promise<Pick<PersonCardView, 'guardians' | 'wards' | 'delegates' | 'principals'>> {
    const own = person._id
    const ids = [
      ...guardians.flatMap((row) => [row.childPersonId, row.guardianPersonId]),
      ...delegates.flatMap((row) => [row.principalPersonId, row.delegatePersonId]),
    ]
    const known = await namesOf(scope, ids)
    const now = clock.now()
    const guards = (
      isMine: (row: (typeof guardians)[number]) => boolean,
      side: 'childPersonId' | 'guardianPersonId',
    ) =>
      guardians.filter(isMine).flatMap((row): GuardianView[] => {
        const other = known.get(row[side])
        return other ? [presentGuardian(row, other, now)] : []
      })
    const acts = (
      isMine: (row: (typeof delegates)[number]) => boolean,
      side: 'principalPersonId' | 'delegatePersonId',
    ) =>
      delegates.filter(isMine).flatMap((row): DelegateView[] => {
        const other = known.get(row[side])
        return other ? [presentDelegate(row, other, now)] : []
      })
    return {
      guardians: guards((row) => row.childPersonId === own, 'guardianPersonId'),
      wards: guards((row) => row.guardianPersonId === own, 'childPersonId'),
      delegates: acts((row) => row.principalPersonId === own, 'delegatePersonId'),
      principals: acts((row) => row.delegatePersonId === own, 'principalPersonId'),
    }
  }

  async function mergesOf({ person, scope }: OpenedPerson): Promise<PersonCardView['merges']> {
    const now = clock.now()
    const views: PersonCardView['merges'] = []
    for (const row of await merges.ofKept(scope, person._id)) {
      const gone = await persons.findTrace(scope, row.goneId)
      views.push({
        id: row._id,
        maskedName: gone ? maskName(gone.name) : '—',
        at: row.at.toISOString(),
        undoUntil: row.undoUntil.toISOString(),
        canUndo: row.undoUntil >= now,
      })
    }
    return views
  }

  const relationsOf = async (scope: Scope, rows: readonly ResidencyRow[]): Promise<RelationView[]> => {
    const known = await namesOf(
      scope,
      rows.map((row) => row.personId),
    )
    const now = clock.now()
    return rows.map((row) => presentRelation(row, known.get(row.personId), now))
  }

  return {
    scopeFor: (actor, action) => reachOf(actor, action).scope,

    async card(actor, personId) {
      const opened = await door.open(actor, 'read', personId)
      const { person, history, judged, scope } = opened
      const now = clock.now()
      const catalogue = await deps.writer.catalogueOf(person.communityId)
      const current = history.filter((row) => row.to === null)
      const occupants = await roll.ofRooms(scope, [...new Set(current.map((row) => row.roomId))])
      const may = (action: PeopleDeskAction): boolean => judgePerson(actor, action, judged).allowed
      return {
        ...presentPersonFacts(person, { seals, catalogue, now }),
        homes: current.map((row) => presentRelation(row, person, now)),
        formerHomes: history.filter((row) => row.to !== null).map((row) => presentRelation(row, person, now)),
        household: await relationsOf(
          scope,
          occupants.filter((row) => row.personId !== personId),
        ),
        ...(await kinOf(opened, await kin.ofPerson(scope, personId))),
        account: await accountOf(personId),
        counts: await countsOf(actor, opened),
        merges: may('merge') ? await mergesOf(opened) : [],
        abilities: {
          correct: may('correct'),
          confirmIdentity: may('confirm_identity'),
          relate: may('relate'),
          tag: may('tag'),
          lookTags: may('look_tags'),
          kin: may('kin'),
          merge: may('merge'),
          unmask: [...unmaskable(actor, judged)],
        },
      }
    },

    async room(actor, roomId) {
      const reach = reachOf(actor, 'read')
      const room = (await space.roomsByIds(reach.scope, [roomId])).get(roomId)
      const judged = room && { communityId: room.communityId, nodeIds: room.path }
      if (!room || !judged || !reaches(reach, judged)) throw new AppError('not_found')
      const history = await roll.historyOfRoom(reach.scope, roomId)
      const views = await relationsOf(reach.scope, history)
      const now = views.filter((view) => view.to === null)
      const stated = now.flatMap((view) => view.share ?? [])
      const sum = sumOfShares(stated)
      return {
        roomId,
        roomLabel: room.label,
        version: (await roll.roomVersions(reach.scope, [roomId])).get(roomId) ?? 0,
        now,
        before: views.filter((view) => view.to !== null),
        statedShares: stated.length === 0 ? null : shareText({ n: Number(sum.n), d: Number(sum.d) }),
        abilities: {
          relate: judgePerson(actor, 'relate', judged).allowed,
          enter: judgeEntry(actor, room, 'tenant').allowed,
        },
      }
    },
  }
}
