import { can, sourcesOf } from '@linli/shared/machine'
import type { HomesAction } from '@linli/shared/homes/homes.permissions'
import { homeRequestMachine } from '@linli/shared/homes/homes.machine'
import { refusalLabel, type RefusalReason } from '@linli/shared/homes/homes.kinds'
import type { CandidateView, RequestItemView, RequestView } from '@linli/shared/homes/home-requests.schema'
import { yearsOn } from '@linli/shared/people/age.rules'
import { guardianBasisLabel } from '@linli/shared/people/people.kinds'
import { relationLabel } from '@linli/shared/session/relations'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import { maskPhone } from '../../platform/mask-phone'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { refuseMoved } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { maskName } from '../people/people.service'
import type { HomeRequestRow, RequestStep } from './home-request.model'
import type { HomeRequestsRepository } from './home-requests.repository'
import type { HomesMessages } from './homes.messages'
import { deskScope, officeScope, placeScope } from './homes.policy'
import type {
  HomesAccounts,
  HomesFiles,
  HomesHouseholds,
  HomesKin,
  HomesPeople,
  HomesSpace,
  KnownPerson,
} from './homes.ports'
import type { Newcomers } from './newcomers'

export interface HomeRequestsDesk {
  list(
    actor: Actor,
    query: {
      readonly communityId?: string | undefined
      readonly filter?: 'open' | 'over' | undefined
      readonly cursor?: string | undefined
      readonly limit?: number | undefined
    },
  ): Promise<{
    items: RequestItemView[]
    nextCursor: string | null
    counts: { submitted: number; needs_more: number }
  }>
  get(actor: Actor, id: string): Promise<RequestView>
  /** The photo, for the one look it is there for; each look is recorded before it is shown. */
  lookAtProof(actor: Actor, id: string): Promise<{ bytes: Buffer; mime: string }>
  ask(
    actor: Actor,
    id: string,
    body: { readonly version: number; readonly text: string },
  ): Promise<RequestView>
  /**
   * Of many decisions at once one wins. Throws `own_matter`, `owner_not_on_roll`, `guardian_required`,
   * `already_bound`.
   */
  approve(
    actor: Actor,
    id: string,
    body: { readonly version: number; readonly personId: string | null },
  ): Promise<RequestView>
  refuse(
    actor: Actor,
    id: string,
    body: { readonly version: number; readonly reason: RefusalReason; readonly text?: string | undefined },
  ): Promise<RequestView>
}

export interface HomeRequestsDeskDeps {
  readonly requests: HomeRequestsRepository
  readonly newcomers: Newcomers
  readonly households: HomesHouseholds
  readonly kin: HomesKin
  readonly people: HomesPeople
  readonly space: HomesSpace
  readonly accounts: HomesAccounts
  readonly files: HomesFiles
  readonly messages: HomesMessages
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
}

const stepLabel: Record<RequestStep, string> = {
  submit: '提交申请',
  ask: '请补充',
  supplement: '已补充',
  approve: '通过',
  refuse: '没有通过',
  withdraw: '撤回',
  lapse: '没有补充，自动关闭',
  forget_proof: '一直没有核对，照片自动删除',
}

/** Requests as the office checks and decides them. */
export function createHomeRequestsDesk(deps: HomeRequestsDeskDeps): HomeRequestsDesk {
  const { requests, newcomers, households, kin, people, space, accounts, files, messages } = deps
  const { audit, uow, clock } = deps

  async function held(actor: Actor, action: HomesAction, id: string): Promise<HomeRequestRow> {
    const row = await requests.find(officeScope(actor, action), id)
    if (!row) throw new AppError('not_found')
    return row
  }

  async function signature(actor: Actor): Promise<string> {
    const card = (await people.staffCards([actor.accountId])).get(actor.accountId)
    return card?.name ?? '社区'
  }

  /** Whom of the roll the applicant (or the child) may be: the people of the room, and who has the phone. */
  async function candidatesOf(row: HomeRequestRow): Promise<CandidateView[]> {
    if (!row.open) return []
    const scope = placeScope(row)
    const phone = row.subject === 'child' ? null : await accounts.phoneOf(row.accountId)
    const inRoom = await households.ofRooms(scope, [row.roomId])
    const byPhone = phone === null ? [] : await households.byPhone(scope, phone)
    const ofRoom = await households.persons(
      scope,
      inRoom.map(({ personId }) => personId),
    )
    const all = new Map([...ofRoom, ...byPhone.map((person) => [person.personId, person] as const)])
    const homes = await households.homesOf(scope, [...all.keys()])
    return [...all.values()].map((person) => {
      const home =
        homes.find(({ personId, roomId }) => personId === person.personId && roomId === row.roomId) ??
        homes.find(({ personId }) => personId === person.personId)
      return {
        personId: person.personId,
        maskedName: person.maskedName,
        where: home?.label ?? '',
        relationLabel: home ? relationLabel[home.relation] : null,
        inRoom: home?.roomId === row.roomId,
        hasAccount: home?.hasAccount ?? false,
        nameAgrees: person.name === row.name,
        phoneAgrees: byPhone.some(({ personId }) => personId === person.personId),
        idTailAgrees: row.idTailGiven ? row.idTailFits.includes(person.personId) : null,
      }
    })
  }

  const item = (row: HomeRequestRow, now: Date): RequestItemView => ({
    id: row._id,
    version: row.version,
    status: row.status,
    roomLabel: row.roomLabel,
    relation: row.relation,
    subject: row.subject,
    maskedName: maskName(row.name),
    submittedAt: row.submittedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    overdue: row.status === 'submitted' && row.dueAt <= now,
    hasProof: row.proof !== null,
  })

  async function view(actor: Actor, row: HomeRequestRow): Promise<RequestView> {
    const now = clock.now()
    const own = row.accountId === actor.accountId
    const phone = await accounts.phoneOf(row.accountId)
    return {
      ...item(row, now),
      communityId: row.communityId,
      roomId: row.roomId,
      name: row.name,
      maskedPhone: phone === null ? null : maskPhone(phone),
      age: yearsOn(row.birthDate, dayOf(now)),
      basisLabel: row.basis && guardianBasisLabel[row.basis],
      note: row.note,
      own,
      candidates: await candidatesOf(row),
      history: row.history.map(({ event, byName, at, text }) => ({
        ...{ event, label: stepLabel[event], by: byName ?? '申请人', at: at.toISOString(), text },
      })),
      abilities: {
        ask: !own && can(homeRequestMachine, row.status, 'ask'),
        approve: !own && can(homeRequestMachine, row.status, 'approve'),
        refuse: !own && can(homeRequestMachine, row.status, 'refuse'),
        look: row.proof !== null,
      },
    }
  }

  /** One step of the office with its audit row; what belongs to it goes before, in the same transaction. */
  async function step(
    actor: Actor,
    read: HomeRequestRow,
    event: 'ask' | 'approve' | 'refuse',
    {
      version,
      set,
      text,
      detail = {},
    }: {
      readonly version: number
      readonly set: Partial<HomeRequestRow>
      readonly text: string | null
      readonly detail?: Readonly<Record<string, string | boolean>>
    },
  ): Promise<HomeRequestRow> {
    const changed = await requests.move(placeScope(read), read._id, {
      ...{ event, version, set },
      step: {
        ...{ event, byAccountId: actor.accountId, byName: await signature(actor), at: clock.now(), text },
      },
    })
    if (!changed) throw new AppError('version_conflict')
    await audit.record({
      ...{ actor, action: `home_request.${event}`, communityId: read.communityId },
      ...{ targetType: 'home_request', targetId: read._id },
      detail: { roomId: read.roomId, relation: read.relation, subject: read.subject, ...detail },
    })
    return changed
  }

  const tell = (row: HomeRequestRow, event: string, title: string, text: string, needsAct = false) =>
    messages.tell({
      ...{ accountId: row.accountId, communityId: row.communityId, title, text, needsAct },
      event: `home_request.${event}:${row._id}:${row.version}`,
      targetId: row._id,
    })

  const discard = (row: HomeRequestRow) =>
    files.discardProof({ ownerType: 'home_request', ownerId: row._id, communityId: row.communityId })

  /** The person of the roll the office chose, or the one the request enters. */
  async function personFor(scope: Scope, row: HomeRequestRow, personId: string | null): Promise<KnownPerson> {
    if (personId !== null) {
      const person = (await households.persons(scope, [personId])).get(personId)
      if (!person) throw new AppError('not_found')
      return person
    }
    const phone = row.subject === 'child' ? null : await accounts.phoneOf(row.accountId)
    return households.enter(row.communityId, { name: row.name, phone, birthDate: row.birthDate })
  }

  async function bindApplicant(
    scope: Scope,
    row: HomeRequestRow,
    personId: string | null,
  ): Promise<KnownPerson> {
    const { accountId, roomId, relation } = row
    const known = await newcomers.knownAs(scope, accountId, row.communityId)
    if (known && personId !== null && known.personId !== personId) throw new AppError('already_bound')
    const person = known ?? (await personFor(scope, row, personId))
    if (relation === 'owner') {
      const homes = await households.homesOf(scope, [person.personId])
      if (!homes.some((home) => home.roomId === roomId && home.relation === 'owner'))
        throw new AppError('owner_not_on_roll')
    }
    await newcomers.bind(scope, accountId, person, 'approval')
    await newcomers.settle(scope, person.personId, roomId, relation)
    const phone = await accounts.phoneOf(accountId)
    if (phone !== null) await households.setPhone(scope, person.personId, phone)
    return person
  }

  async function enterChild(
    scope: Scope,
    row: HomeRequestRow,
    personId: string | null,
  ): Promise<KnownPerson> {
    const guardian = await newcomers.knownAs(scope, row.accountId, row.communityId)
    if (!guardian || row.basis === null) throw new AppError('conflict')
    const child = await personFor(scope, row, personId)
    await newcomers.settle(scope, child.personId, row.roomId, 'family')
    const known = await kin.guardiansOf(scope, child.personId)
    if (!known.some(({ guardianPersonId }) => guardianPersonId === guardian.personId))
      await kin.appointGuardian(scope, {
        ...{ childId: child.personId, guardianId: guardian.personId, basis: row.basis },
      })
    return child
  }

  return {
    async list(actor, { communityId, filter = 'open', cursor, limit = PAGE_ROWS }) {
      const scope = deskScope(actor, 'read_requests', communityId)
      const [at, id] = cursor === undefined ? [] : decodeCursor(cursor, ['number', 'string'])
      const place = at === undefined || id === undefined ? null : { at: new Date(at), id }
      const isOpen = filter === 'open'
      const rows = isOpen
        ? await requests.queue(scope, { after: place, limit: limit + 1 })
        : await requests.over(scope, { before: place, limit: limit + 1 })
      const page = pageOf(rows, limit, (last) => [(isOpen ? last.dueAt : last.changedAt).getTime(), last._id])
      const now = clock.now()
      return {
        items: page.rows.map((row) => item(row, now)),
        nextCursor: page.nextCursor,
        counts: await requests.counts(scope),
      }
    },
    get: async (actor, id) => view(actor, await held(actor, 'read_requests', id)),
    async lookAtProof(actor, id) {
      const row = await held(actor, 'look_proof', id)
      if (row.proof === null) throw new AppError('not_found')
      const { communityId } = row
      const owner = { ownerType: 'home_request', ownerId: id, communityId } as const
      const photo = await files.readProof({ ...owner, id: row.proof.id })
      await uow.run(() =>
        audit.record({
          ...{ actor, action: 'home_request.look_proof', communityId },
          ...{ targetType: 'home_request', targetId: id, detail: { purpose: 'verify' } },
        }),
      )
      return photo
    },
    async ask(actor, id, { version, text }) {
      const row = await uow.run(async () => {
        const read = await held(actor, 'decide', id)
        refuseMoved(read, version, sourcesOf(homeRequestMachine, 'ask'))
        const changed = await step(actor, read, 'ask', { version, text, set: { asked: text } })
        await tell(changed, 'ask', '绑定房屋要您补充', text, true)
        return changed
      })
      return view(actor, row)
    },
    async approve(actor, id, { version, personId }) {
      const row = await uow.run(async () => {
        const read = await held(actor, 'decide', id)
        if (read.accountId === actor.accountId) throw new AppError('own_matter')
        refuseMoved(read, version, sourcesOf(homeRequestMachine, 'approve'))
        const scope = placeScope(read)
        if (!(await space.keep(scope, [read.roomId]))) throw new AppError('not_found')
        const person =
          read.subject === 'child'
            ? await enterChild(scope, read, personId)
            : await bindApplicant(scope, read, personId)
        const changed = await step(actor, read, 'approve', {
          ...{ version, text: null },
          set: { personId: person.personId, proof: null, asked: null, idTailFits: [] },
          detail: { personId: person.personId, entered: personId === null },
        })
        await discard(read)
        await messages.settle(id)
        const isChild = read.subject === 'child'
        await tell(
          changed,
          'approve',
          isChild ? '孩子已经登记好了' : '房屋绑定好了',
          `${read.roomLabel}，${isChild ? '您是监护人' : `身份是${relationLabel[read.relation]}`}`,
        )
        accounts.accountChanged(read.accountId)
        return changed
      })
      return view(actor, row)
    },
    async refuse(actor, id, { version, reason, text = '' }) {
      const row = await uow.run(async () => {
        const read = await held(actor, 'decide', id)
        refuseMoved(read, version, sourcesOf(homeRequestMachine, 'refuse'))
        const changed = await step(actor, read, 'refuse', {
          ...{ version, text: [refusalLabel[reason], text].filter(Boolean).join('：') },
          set: { refusal: { reason, text }, proof: null, asked: null, idTailFits: [] },
          detail: { reason },
        })
        await discard(read)
        await messages.settle(id)
        await tell(
          changed,
          'refuse',
          '绑定房屋没有通过',
          `原因：${[refusalLabel[reason], text].filter(Boolean).join('，')}。可以重新提交，也可以到社区服务中心问`,
        )
        return changed
      })
      return view(actor, row)
    },
  }
}
