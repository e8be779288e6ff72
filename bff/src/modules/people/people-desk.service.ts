import type { AuditAct } from '@linli/shared/audit/audit.acts'
import { birthDateOfId, isIdNumber, normaliseId, type IdKind } from '@linli/shared/people/identity.rules'
import type { EntryBasis, LookPurpose, MaskedField } from '@linli/shared/people/people.kinds'
import type { NewPerson } from '@linli/shared/people/people.schema'
import type { PersonCardView } from '@linli/shared/people/person-card.schema'
import type { OtherRecord } from '@linli/shared/errors'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { blankPerson } from './blank-rows'
import { judgeEntry, reachOf, unmaskable } from './people-desk.policy'
import { maskName } from './people.names'
import { nameTokens } from './people.search'
import type { PersonCards } from './person-card.service'
import { correctionSet, type Correction } from './person-correction'
import type { PersonDoor } from './person-door'
import type { PersonRow } from './person.model'
import type { PersonSeals } from './person-seals'
import type { PersonsRepository } from './persons.repository'
import type { RollSpace } from './roll.ports'
import type { RollRepository } from './roll.repository'
import type { RollWriter } from './roll.service'

interface Versioned {
  readonly version: number
}

export interface PeopleDesk {
  /** Enters a person with a home. Throws `person_exists` with the one who is there. */
  create(actor: Actor, body: NewPerson): Promise<PersonCardView>
  correct(actor: Actor, id: string, body: Versioned & Correction): Promise<PersonCardView>
  /** Records that staff saw the paper. Throws `identity_taken` with the other record of the same human. */
  confirmIdentity(
    actor: Actor,
    id: string,
    body: Versioned & { readonly kind: IdKind; readonly number: string },
  ): Promise<PersonCardView>
  /** One field in full. The record of the look is written first, and the value goes nowhere but into the answer. */
  unmask(
    actor: Actor,
    id: string,
    look: { readonly field: MaskedField; readonly purpose: LookPurpose },
  ): Promise<{ field: MaskedField; value: string | null }>
}

export interface PeopleDeskDeps {
  readonly door: PersonDoor
  readonly cards: PersonCards
  readonly persons: PersonsRepository
  readonly roll: RollRepository
  readonly writer: RollWriter
  readonly seals: PersonSeals
  readonly space: RollSpace
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

/** Nobody alive was born before this day. */
const EARLIEST_BIRTH = '1900-01-01'

/** The record of a person as the community's office keeps it. */
export function createPeopleDesk(deps: PeopleDeskDeps): PeopleDesk {
  const { door, cards, persons, roll, writer, seals, space, uow, audit, clock, ids } = deps

  const record = (
    actor: Actor,
    action: AuditAct,
    person: Pick<PersonRow, '_id' | 'communityId'>,
    detail: Record<string, string | number | boolean>,
  ): Promise<void> =>
    audit.record({
      ...{ actor, action, communityId: person.communityId, targetType: 'person', targetId: person._id },
      detail,
    })

  function demandBirthDate(birthDate: string | null | undefined): void {
    if (birthDate == null || (birthDate >= EARLIEST_BIRTH && birthDate <= dayOf(clock.now()))) return
    throw new AppError('validation_failed', {
      errors: [{ path: 'body.birthDate', message: '出生日期不对，请核对年份' }],
    })
  }

  /** The record that stands in the way, as the caller may know it. */
  async function otherOf(scope: Scope, person: PersonRow): Promise<OtherRecord> {
    const [home] = (await roll.historyOfPerson(scope, person._id)).filter((row) => row.to === null)
    return { personId: person._id, maskedName: maskName(person.name), where: home?.roomLabel ?? '' }
  }

  /** Somebody with this name and phone, or with this name in this room. Looked for inside the room's turnstile. */
  async function twinOf(scope: Scope, { name, phone, roomId }: NewPerson): Promise<PersonRow | null> {
    const byPhone = phone == null ? [] : await persons.byPhone(scope, seals.phoneIndexes(phone))
    const inRoom = await persons.findMany(
      scope,
      (await roll.ofRooms(scope, [roomId])).map((row) => row.personId),
    )
    return [...byPhone, ...inRoom].find((person) => person.name === name) ?? null
  }

  async function enter(actor: Actor, body: NewPerson): Promise<string> {
    const { scope: own } = reachOf(actor, 'enter')
    const room = (await space.roomsByIds(own, [body.roomId])).get(body.roomId)
    if (!room) throw new AppError('not_found')
    const scope = demand(judgeEntry(actor, room, body.relation))
    await roll.passRooms(room.communityId, [room.id])
    const twin = await twinOf(scope, body)
    if (twin) throw new AppError('person_exists', { details: await otherOf(scope, twin) })
    const person: PersonRow = {
      ...blankPerson,
      ...seals.phone(body.phone ?? null, room.communityId),
      _id: ids.next('per'),
      communityId: room.communityId,
      name: body.name,
      nameTokens: nameTokens(body.name),
      birthDate: body.birthDate ?? null,
      tags: [],
      createdAt: clock.now(),
    }
    await persons.insertMany([person])
    const home = { share: body.share ?? null, livesIn: body.livesIn ?? true, relation: body.relation }
    await writer.begin(scope, person, { roomId: room.id, ...home })
    await record(actor, 'person.enter', person, {
      ...{ roomId: room.id, relation: body.relation },
      basis: body.basis satisfies EntryBasis,
    })
    return person._id
  }

  async function confirm(
    actor: Actor,
    id: string,
    { version, kind, number }: Versioned & { kind: IdKind; number: string },
  ): Promise<void> {
    const { person, scope } = await door.open(actor, 'confirm_identity', id)
    const birthDate = kind === 'resident_id' ? birthDateOfId(number) : null
    const others = await persons.byIdentity(scope, seals.identityIndexes(kind, number))
    const other = others.find((row) => row._id !== id)
    if (other) throw new AppError('identity_taken', { details: await otherOf(scope, other) })
    await writer.changePerson(scope, person, version, {
      ...seals.identity(kind, number, person.communityId),
      ...(birthDate !== null && birthDate !== person.birthDate && { birthDate }),
      ...{ identityConfirmedAt: clock.now(), identityConfirmedBy: actor.accountId },
    })
    await record(actor, 'person.confirm_identity', person, { kind })
  }

  return {
    async create(actor, body) {
      demandBirthDate(body.birthDate)
      const id = await uow.run(() => enter(actor, body))
      return cards.card(actor, id)
    },

    async correct(actor, id, { version, ...correction }) {
      demandBirthDate(correction.birthDate)
      await uow.run(async () => {
        const { person, scope } = await door.open(actor, 'correct', id)
        const set = correctionSet(person, correction, seals)
        await writer.changePerson(scope, person, version, set)
        await record(actor, 'person.correct', person, {
          ...{ name: set.name !== undefined, phone: set.phone !== undefined },
          birthDate: set.birthDate !== undefined,
        })
      })
      return cards.card(actor, id)
    },

    async confirmIdentity(actor, id, { version, kind, number: typed }) {
      const number = normaliseId(typed)
      if (!isIdNumber(kind, number)) {
        throw new AppError('validation_failed', {
          errors: [{ path: 'body.number', message: '证件号码不对，请对照证件再核对一遍' }],
        })
      }
      try {
        await uow.run(() => confirm(actor, id, { version, kind, number }))
      } catch (error) {
        // Two desks gave two records the same number in the same moment: the second is told of the first.
        if (!isDuplicateKey(error, 'person_identity_unique')) throw error
        await uow.run(() => confirm(actor, id, { version, kind, number }))
      }
      return cards.card(actor, id)
    },

    async unmask(actor, id, { field, purpose }) {
      const { person, judged } = await door.open(actor, 'unmask', id)
      if (!unmaskable(actor, judged).includes(field)) throw new AppError('forbidden')
      await uow.run(() => record(actor, 'person.unmask', person, { field, purpose }))
      switch (field) {
        case 'name':
          return { field, value: person.name }
        case 'phone':
          return { field, value: seals.openPhone(person) }
        case 'id_number':
          return { field, value: seals.openIdNumber(person) }
        case 'birth_date':
          return { field, value: person.birthDate }
      }
    },
  }
}
