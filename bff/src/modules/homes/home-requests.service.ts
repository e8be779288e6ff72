import { homeRequestMachine } from '@linli/shared/homes/homes.machine'
import { sourcesOf } from '@linli/shared/machine'
import type { RequestSubject } from '@linli/shared/homes/homes.kinds'
import type { MyRequestView } from '@linli/shared/homes/home-requests.schema'
import { dueAfterWorkdays } from '@linli/shared/calendar/workdays'
import { isAdultOn } from '@linli/shared/people/age.rules'
import type { GuardianBasis } from '@linli/shared/people/people.kinds'
import type { RelationKind } from '@linli/shared/session/relations'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Attempts } from '../../platform/attempts'
import type { Clock } from '../../platform/clock'
import type { FileRef } from '../../platform/files/file-ref'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { refuseMoved, wrongField } from '../../platform/refusals'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { requestCount } from './guesses'
import type { HomeRequestRow } from './home-request.model'
import type { HomeRequestsRepository } from './home-requests.repository'
import type { HomesMessages } from './homes.messages'
import { lookedAtScope, placeScope } from './homes.policy'
import type {
  Caller,
  HomesAccounts,
  HomesCalendars,
  HomesFiles,
  HomesHouseholds,
  HomesSpace,
} from './homes.ports'
import { presentMyRequest } from './homes.presenter'
import type { HomesSettingsSource } from './homes.settings'
import type { OwnHomes } from './own-homes'

export interface NewHomeRequest {
  readonly roomId: string
  readonly relation: RelationKind
  readonly subject: RequestSubject
  readonly name: string
  readonly birthDate?: string | null | undefined
  readonly basis?: GuardianBasis | undefined
  readonly idTail?: string | undefined
  readonly note?: string | undefined
  readonly proofId?: string | undefined
}

export interface HomeRequestsService {
  /** Sends a request. Throws `not_found`, `already_bound`, `request_open`, `validation_failed`, `rate_limited`. */
  submit(caller: Caller, body: NewHomeRequest): Promise<MyRequestView>
  /** What the office asked for, in words, as a photo or both; a new photo takes the place of the one before. */
  supplement(
    actor: Actor,
    id: string,
    body: {
      readonly version: number
      readonly text?: string | undefined
      readonly proofId?: string | undefined
    },
  ): Promise<MyRequestView>
  withdraw(actor: Actor, id: string, version: number): Promise<MyRequestView>
  /** The latest requests of an account and where they were sent. */
  requestsOf(accountId: string): Promise<{ id: string; communityId: string }[]>
}

export interface HomeRequestsDeps {
  readonly requests: HomeRequestsRepository
  readonly settings: HomesSettingsSource
  readonly own: OwnHomes
  readonly households: HomesHouseholds
  readonly space: HomesSpace
  readonly accounts: HomesAccounts
  readonly files: HomesFiles
  readonly calendars: HomesCalendars
  readonly messages: HomesMessages
  readonly attempts: Attempts
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
}

/** Requests as the applicant sends and follows them. */
export function createHomeRequests(deps: HomeRequestsDeps): HomeRequestsService {
  const {
    requests,
    settings,
    own,
    households,
    space,
    accounts,
    files,
    calendars,
    messages,
    attempts,
    uow,
    clock,
    ids,
  } = deps

  const present = async (row: HomeRequestRow): Promise<MyRequestView> =>
    presentMyRequest(row, (await space.names([row.communityId])).get(row.communityId) ?? '', clock.now())

  /** Working days from now, as the community promises. */
  async function dueAt(communityId: string): Promise<Date> {
    const { approvalDays } = await settings.of(communityId)
    return dueAfterWorkdays(await calendars.current(), clock.now(), approvalDays)
  }

  async function claim(
    actor: Actor,
    row: Pick<HomeRequestRow, '_id' | 'communityId'>,
    proofId: string,
  ): Promise<FileRef | null> {
    const [proof] = await files.claim([proofId], {
      ...{ purpose: 'home_proof', ownerType: 'home_request', ownerId: row._id, field: 'proofId' },
      ...{ communityId: row.communityId, accountId: actor.accountId },
    })
    return proof ?? null
  }

  /** Persons whose number ends like that, among those of the room and those with the phone. */
  async function tailFits(
    communityId: string,
    roomId: string,
    accountId: string,
    idTail: string | undefined,
  ): Promise<string[]> {
    if (idTail === undefined) return []
    const scope = placeScope({ communityId })
    const phone = await accounts.phoneOf(accountId)
    const inRoom = await households.ofRooms(scope, [roomId])
    const byPhone = phone === null ? [] : await households.byPhone(scope, phone)
    const personIds = [...new Set([...inRoom, ...byPhone].map(({ personId }) => personId))]
    return households.withIdTail(scope, personIds, idTail)
  }

  /** A child is entered into a home of the guardian's. */
  async function demandChildOf(actor: Actor, { roomId, birthDate, basis }: NewHomeRequest): Promise<void> {
    const home = (await own.of(actor)).find(({ self }) => self.roomId === roomId)
    if (!home) throw wrongField('body.roomId', '请先绑定您自己，再登记孩子')
    if (!home.self.adult) throw wrongField('body.subject', '监护人要年满 18 岁')
    if (birthDate == null) throw wrongField('body.birthDate', '请填写孩子的出生日期')
    if (isAdultOn(birthDate, dayOf(clock.now())))
      throw wrongField('body.birthDate', '已满 18 岁的家人请用自己的账号绑定')
    if (basis === undefined) throw wrongField('body.basis', '请选择监护关系')
  }

  async function demandSelf(actor: Actor, { roomId }: NewHomeRequest): Promise<void> {
    if ((await own.of(actor)).some(({ self }) => self.roomId === roomId)) throw new AppError('already_bound')
  }

  return {
    async submit(caller, body) {
      const { actor } = caller
      const { roomId, subject, name, birthDate = null, basis = null, idTail, note = '', proofId } = body
      if (birthDate !== null && birthDate > dayOf(clock.now()))
        throw wrongField('body.birthDate', '出生日期不能晚于今天')
      await attempts.take(requestCount(caller))
      const row = await uow.run(async () => {
        const room = (await space.roomsByIds(lookedAtScope(actor), [roomId])).get(roomId)
        if (!room) throw new AppError('not_found')
        await (subject === 'child' ? demandChildOf(actor, body) : demandSelf(actor, body))
        const now = clock.now()
        const { communityId, label } = room
        const id = ids.next('hrq')
        const proof = proofId === undefined ? null : await claim(actor, { _id: id, communityId }, proofId)
        const made: HomeRequestRow = {
          ...{ _id: id, communityId, roomId, roomLabel: label, accountId: actor.accountId },
          ...{ subject, relation: subject === 'child' ? 'family' : body.relation, name, birthDate },
          ...{ basis: subject === 'child' ? basis : null, note, proof },
          idTailGiven: idTail !== undefined,
          idTailFits: await tailFits(communityId, roomId, actor.accountId, idTail),
          ...{ status: 'submitted', open: true, version: 0, submittedAt: now, changedAt: now },
          dueAt: await dueAt(communityId),
          ...{ asked: null, refusal: null, personId: null },
          history: [{ event: 'submit', byAccountId: actor.accountId, byName: null, at: now, text: null }],
          openKey: `${roomId}:${subject}${subject === 'child' ? `:${name}` : ''}`,
        }
        await requests.insert(made)
        return made
      })
      return present(row)
    },
    async supplement(actor, id, { version, text = null, proofId }) {
      if (text === null && proofId === undefined) throw wrongField('body.text', '请写几个字，或拍一张照片')
      const row = await uow.run(async () => {
        const read = await requests.findOwn(actor.accountId, id)
        if (!read) throw new AppError('not_found')
        refuseMoved(read, version, sourcesOf(homeRequestMachine, 'supplement'))
        const proof = proofId === undefined ? null : await claim(actor, read, proofId)
        const changed = await requests.move(placeScope(read), id, {
          ...{ event: 'supplement', version },
          set: { asked: null, dueAt: await dueAt(read.communityId), ...(proof && { proof }) },
          step: { event: 'supplement', byAccountId: actor.accountId, byName: null, at: clock.now(), text },
        })
        if (!changed) throw new AppError('version_conflict')
        // The new photo takes the place of the one that could not be read.
        if (proof)
          await files.discardProof({
            ...{ ownerType: 'home_request', ownerId: id, communityId: read.communityId, keepId: proof.id },
          })
        await messages.settle(id)
        return changed
      })
      return present(row)
    },
    async withdraw(actor, id, version) {
      const row = await uow.run(async () => {
        const read = await requests.findOwn(actor.accountId, id)
        if (!read) throw new AppError('not_found')
        refuseMoved(read, version, sourcesOf(homeRequestMachine, 'withdraw'))
        const changed = await requests.move(placeScope(read), id, {
          ...{ event: 'withdraw', version, set: { asked: null, proof: null, idTailFits: [] } },
          step: {
            event: 'withdraw',
            byAccountId: actor.accountId,
            byName: null,
            at: clock.now(),
            text: null,
          },
        })
        if (!changed) throw new AppError('version_conflict')
        await messages.settle(id)
        await files.discardProof({ ownerType: 'home_request', ownerId: id, communityId: read.communityId })
        return changed
      })
      return present(row)
    },
    async requestsOf(accountId) {
      const rows = await requests.listOwn(accountId)
      return rows.map(({ _id: id, communityId }) => ({ id, communityId }))
    },
  }
}
