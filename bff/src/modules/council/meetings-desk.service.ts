import type { FieldIssue } from '@linli/shared/errors'
import { meetingStatuses } from '@linli/shared/council/meetings.machine'
import { isMoved, minutesIssues, reminderOf } from '@linli/shared/council/meetings.rules'
import type {
  DeskMeetingView,
  MeetingDraft,
  MeetingFigures,
  MeetingGuestView,
  MinutesDraft,
} from '@linli/shared/council/meetings.schema'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { qrPath, type QrPath } from '../../platform/qr'
import { refuseStatus, wrongField } from '../../platform/refusals'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { deskScope, judgeDesk } from './council.policy'
import type { CouncilElectors, CouncilPeople, CouncilPolls } from './council.ports'
import type { MeetingAccess } from './meeting-access'
import type { MeetingDoor } from './meeting-door'
import type { MeetingGuests } from './meeting-guests.repository'
import type { AgendaItem, MeetingRow } from './meeting.model'
import { meetingPage, placeOfMeeting, type MeetingPage } from './meeting-pages'
import { presentGuest, presentMeetingLine } from './meetings.presenter'
import type { MeetingsRepository } from './meetings.repository'
import type { MeetingQuery } from './meetings.service'
import type { TopicsRepository } from './topics.repository'

export interface MeetingsDesk {
  list(actor: Actor, query: MeetingQuery): Promise<MeetingPage>
  get(actor: Actor, id: string): Promise<DeskMeetingView>
  /** `validation_failed` names every wrong field, topics, polls and people that are not of the community included. */
  create(actor: Actor, communityId: string, draft: MeetingDraft): Promise<DeskMeetingView>
  update(actor: Actor, id: string, version: number, draft: MeetingDraft): Promise<DeskMeetingView>
  invite(actor: Actor, id: string, version: number): Promise<DeskMeetingView>
  cancel(actor: Actor, id: string, body: { version: number; reason: string }): Promise<DeskMeetingView>
  begin(actor: Actor, id: string, version: number): Promise<DeskMeetingView>
  end(actor: Actor, id: string, version: number): Promise<DeskMeetingView>
  door(
    actor: Actor,
    id: string,
  ): Promise<{ doorCode: string; qr: QrPath; nextAt: string; figures: MeetingFigures }>
  guests(
    actor: Actor,
    id: string,
    query: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<{ items: MeetingGuestView[]; nextCursor: string | null }>
  tick(actor: Actor, id: string, body: { personId: string; came: boolean }): Promise<DeskMeetingView>
  writeMinutes(actor: Actor, id: string, minutes: MinutesDraft): Promise<DeskMeetingView>
  /** `validation_failed` names every item without its outcome. */
  publish(actor: Actor, id: string, version: number): Promise<DeskMeetingView>
}

export interface MeetingsDeskDeps {
  readonly meetings: MeetingsRepository
  readonly guests: MeetingGuests
  readonly meetingAccess: MeetingAccess
  readonly door: MeetingDoor
  readonly topics: Pick<TopicsRepository, 'findMany'>
  readonly polls: CouncilPolls
  readonly electors: CouncilElectors
  readonly people: Pick<CouncilPeople, 'residentLabels'>
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

const UNKNOWN = '已经不在册的居民'

/** Meetings as the community plans, holds and records them. */
export function createMeetingsDesk(deps: MeetingsDeskDeps): MeetingsDesk {
  const { meetings, guests, meetingAccess: access, door, topics, polls, electors, people } = deps
  const { uow, audit, clock, ids } = deps

  /** What the schema cannot know: the clock, and what is there in this community. */
  async function judgedDraft(
    scope: Scope,
    draft: MeetingDraft,
    before: readonly AgendaItem[],
  ): Promise<Pick<MeetingRow, 'startsAt' | 'endsAt' | 'items'>> {
    const [startsAt, endsAt] = [new Date(draft.startsAt), new Date(draft.endsAt)]
    const errors: FieldIssue[] = []
    if (startsAt <= clock.now()) errors.push({ path: 'body.startsAt', message: '开始时间要在现在以后' })
    if (endsAt <= startsAt) errors.push({ path: 'body.endsAt', message: '结束时间要在开始以后' })
    const topicIds = draft.items.flatMap(({ topicId }) => topicId ?? [])
    const known = new Map((await topics.findMany(scope, topicIds)).map((row) => [row._id, row]))
    const items: AgendaItem[] = []
    for (const [at, { id, title, topicId, pollId }] of draft.items.entries()) {
      const topic = topicId === null ? undefined : known.get(topicId)
      const poll = pollId === null ? null : await polls.find(scope, pollId)
      const isOpenTopic = topic !== undefined && topic.adoption !== null
      if (topicId !== null && !isOpenTopic)
        errors.push({ path: `body.items.${at}.topicId`, message: '没有找到已经采纳的这个议题，请重新选择' })
      if (pollId !== null && poll?.isAnnounced !== true)
        errors.push({ path: `body.items.${at}.pollId`, message: '没有找到已经公布的这次表决，请重新选择' })
      const kept = before.find((item) => item.id === id)
      if (id !== null && kept === undefined)
        errors.push({ path: `body.items.${at}.id`, message: '这一项已经不在议程里，请重新添加' })
      items.push({
        ...{ title, topicId, pollId, linked: topic?.title ?? poll?.title ?? null },
        ...{
          id: kept?.id ?? ids.next('agi'),
          outcome: kept?.outcome ?? null,
          decision: kept?.decision ?? '',
        },
      })
    }
    const { personIds, supporters } = draft.audience
    const found = new Set((await electors.byIds(scope, personIds)).map(({ personId }) => personId))
    if (personIds.some((personId) => !found.has(personId)))
      errors.push({ path: 'body.audience.personIds', message: '有人已经不在本社区的名册上，请去掉' })
    if (supporters && topicIds.length === 0)
      errors.push({ path: 'body.audience.supporters', message: '议程里还没有议题，没有支持的人可以请' })
    if (errors.length > 0) throw new AppError('validation_failed', { errors })
    return { startsAt, endsAt, items }
  }

  const textOf = ({ title, about, place, isPublic, audience }: MeetingDraft) => ({
    ...{ title, about, place, isPublic },
    audience: { ...audience, personIds: [...new Set(audience.personIds)] },
  })

  const moved = async (
    actor: Actor,
    id: string,
    move: Parameters<MeetingAccess['move']>[2],
  ): Promise<DeskMeetingView> => {
    const found = await access.atDesk(actor, 'meet', id)
    return access.deskView(actor, { ...found, row: await access.move(actor, found, move) })
  }

  return {
    async list(actor, { communityId, filter = 'coming', cursor, limit = PAGE_ROWS }) {
      const scope =
        communityId === undefined ? deskScope(actor) : demand(judgeDesk(actor, 'inspect', communityId))
      const rows = await meetings.list(
        scope,
        { filter, statuses: meetingStatuses, isPublicOnly: false, isAnnouncedOnly: false, now: clock.now() },
        placeOfMeeting(cursor, limit),
      )
      return meetingPage(rows, limit, (row) => presentMeetingLine(row, undefined))
    },
    async get(actor, id) {
      return access.deskView(actor, await access.atDesk(actor, 'inspect', id))
    },
    async create(actor, communityId, draft) {
      const scope = demand(judgeDesk(actor, 'meet', communityId))
      const judged = await judgedDraft(scope, draft, [])
      const signed = await access.signed(actor)
      const row: MeetingRow = {
        _id: ids.next('mtg'),
        communityId,
        ...textOf(draft),
        ...judged,
        status: 'planned',
        version: 1,
        cancelReason: null,
        minutes: null,
        publishedAt: null,
        history: [{ event: 'create', ...signed }],
        createdAt: signed.at,
      }
      await uow.run(async () => {
        await meetings.insert(row)
        await audit.record({
          ...{ actor, action: 'meeting.create', communityId },
          ...{ targetType: 'meeting', targetId: row._id, detail: { items: row.items.length } },
        })
      })
      return access.deskView(actor, { row, scope })
    },
    async update(actor, id, version, draft) {
      const found = await access.atDesk(actor, 'meet', id)
      const { row, scope } = found
      refuseStatus(row.status, ['planned', 'invited'])
      const judged = await judgedDraft(scope, draft, row.items)
      const after = { ...textOf(draft), ...judged }
      const isOut = row.status === 'invited'
      const remindAt = isOut ? reminderOf(after, clock.now()) : null
      const changed = await access.move(actor, found, {
        ...{ event: 'change', version },
        set: { ...after, ...(remindAt && { remindAt }) },
        ...(remindAt === null && { unset: 'remindAt' as const }),
        // Who was on the list is told what is another; who comes onto it now is invited.
        tells: isOut ? [isMoved(row, after) ? 'meeting.moved' : 'meeting.invited'] : [],
      })
      return access.deskView(actor, { row: changed, scope })
    },
    async invite(actor, id, version) {
      const found = await access.atDesk(actor, 'meet', id)
      const { row, scope } = found
      refuseStatus(row.status, ['planned'])
      if (row.startsAt <= clock.now()) throw wrongField('body.version', '开始时间已经过了，请先改时间')
      const remindAt = reminderOf(row, clock.now())
      const changed = await access.move(actor, found, {
        ...{ event: 'invite', version, tells: ['meeting.invited'] },
        set: remindAt === null ? {} : { remindAt },
      })
      return access.deskView(actor, { row: changed, scope })
    },
    async cancel(actor, id, { version, reason }) {
      const found = await access.atDesk(actor, 'meet', id)
      // Nobody has heard of a meeting that is only planned.
      const tells = found.row.status === 'invited' ? ['meeting.cancelled'] : []
      const move = {
        event: 'cancel',
        version,
        unset: 'remindAt',
        set: { cancelReason: reason },
        tells,
      } as const
      return access.deskView(actor, { ...found, row: await access.move(actor, found, move) })
    },
    async begin(actor, id, version) {
      const found = await access.atDesk(actor, 'meet', id)
      refuseStatus(found.row.status, ['invited'])
      const view = await access.deskView(actor, found)
      if (!view.abilities.begin) throw wrongField('body.version', '还没到开会的时候，到了再开始')
      const move = { event: 'begin', version, unset: 'remindAt' } as const
      return access.deskView(actor, { ...found, row: await access.move(actor, found, move) })
    },
    end: (actor, id, version) => moved(actor, id, { event: 'end', version }),
    async door(actor, id) {
      const { row, scope } = await access.atDesk(actor, 'meet', id)
      if (!(await access.isDoorOpen(row)))
        throw new AppError('invalid_status', {
          details: { current: row.status, allowedFrom: ['invited', 'under_way'] },
        })
      const { code, nextAt } = door.codeAt(id, clock.now())
      return {
        doorCode: code,
        qr: qrPath(code),
        nextAt: nextAt.toISOString(),
        figures: await guests.figures(scope, id),
      }
    },
    async guests(actor, id, { cursor, limit = PAGE_ROWS }) {
      const { scope } = await access.atDesk(actor, 'meet', id)
      const [after] = cursor === undefined ? [''] : decodeCursor(cursor, ['string'])
      const rows = await guests.page(scope, id, { after, limit: limit + 1 })
      const page = pageOf(rows, limit, ({ _id }) => [_id])
      const labels = await people.residentLabels(
        scope,
        page.rows.map(({ personId }) => personId),
      )
      return {
        items: page.rows.map((row) => presentGuest(row, labels.get(row.personId)?.text ?? UNKNOWN)),
        nextCursor: page.nextCursor,
      }
    },
    async tick(actor, id, { personId, came }) {
      const found = await access.atDesk(actor, 'meet', id)
      const { row, scope } = found
      if (!(await access.isDoorOpen(row))) refuseStatus(row.status, ['under_way', 'held'])
      if ((await electors.byIds(scope, [personId])).length === 0) throw new AppError('not_found')
      await uow.run(async () => {
        if (came) await guests.attend(scope, id, personId, { via: 'desk', at: clock.now() })
        else await guests.untick(scope, id, personId)
        await audit.record({
          ...{ actor, action: 'meeting.tick', communityId: row.communityId },
          ...{ targetType: 'meeting', targetId: id, detail: { personId, came } },
        })
      })
      return access.deskView(actor, found)
    },
    async writeMinutes(actor, id, { version, text, items }) {
      const found = await access.atDesk(actor, 'meet', id)
      const written = new Map(items.map((item) => [item.id, item]))
      const { row, scope } = found
      const changed = await access.move(actor, found, {
        ...{ event: 'write', version },
        set: {
          minutes: { text, ...(await access.signed(actor)) },
          items: row.items.map((item) => ({
            ...item,
            outcome: written.get(item.id)?.outcome ?? null,
            decision: written.get(item.id)?.decision ?? '',
          })),
        },
      })
      return access.deskView(actor, { row: changed, scope })
    },
    async publish(actor, id, version) {
      const found = await access.atDesk(actor, 'meet', id)
      const { row, scope } = found
      refuseStatus(row.status, ['held'])
      const errors = minutesIssues(row.minutes?.text ?? '', row.items).map(({ at, message }) => ({
        path: at === 'text' ? 'body.text' : `body.items.${at}`,
        message,
      }))
      if (errors.length > 0) throw new AppError('validation_failed', { errors })
      const changed = await access.move(actor, found, {
        ...{ event: 'publish', version, tells: ['meeting.published'] },
        set: { publishedAt: clock.now() },
      })
      return access.deskView(actor, { row: changed, scope })
    },
  }
}
