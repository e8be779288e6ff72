import type { RejectReason } from '@linli/shared/opinions/opinions.catalogue'
import type { OpinionEvent } from '@linli/shared/opinions/opinions.machine'
import { privateMarksSentence } from '@linli/shared/opinions/public-text.rules'
import type { StaffOpinionItemView, StaffOpinionView } from '@linli/shared/opinions/opinions.schema'
import { communityRoles } from '@linli/shared/roles'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import { refuseStatus, wrongField } from '../../platform/refusals'
import { demand } from '../../platform/scope'
import type { StaffCard } from '../people/people.service'
import type { OpinionRow } from './opinion.model'
import { decodeCursor, encodeCursor } from '../../platform/page-cursor'
import { boardFacets } from './board/board-facets'
import { currentStatus, effectsOf, type EffectContext } from './opinions.effects'
import {
  type handlerActions,
  judge,
  knowsAuthor,
  type moderatorActions,
  staffReach,
  statusesFor,
} from './opinions.policy'
import type { OpinionCalendars, OpinionFiles, OpinionPeople } from './opinions.ports'
import { presentStaff, presentStaffItem, type Presenting } from './opinions.presenter'
import type { StaffFilter } from './opinions.queue'
import type { QueueCounts } from './opinions.queue-counts'
import type { OpinionsRepository } from './opinions.repository'
import { queryTokens, textTokens } from './opinions.search'
import { judged, type OpinionPage } from './opinions.service'
import type { OpinionSettingsSource } from './opinions.settings'
import type { Step, Transitions } from './opinions.transition'

const PAGE = 20

type StaffAction = (typeof handlerActions)[number] | (typeof moderatorActions)[number]

interface Versioned {
  readonly version: number
}

export interface StaffQuery {
  readonly filter?: StaffFilter | undefined
  readonly q?: string | undefined
  readonly communityId?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

export interface OpinionsDesk {
  /**
   * The workbench: what is due next first, with the number of cases behind every filter. A search looks through
   * all cases of the reach, whatever the filter.
   */
  list(
    actor: Actor,
    query: StaffQuery,
  ): Promise<OpinionPage<StaffOpinionItemView> & { counts: Record<StaffFilter, number> }>
  get(actor: Actor, id: string): Promise<StaffOpinionView>
  accept(actor: Actor, id: string, body: Versioned): Promise<StaffOpinionView>
  reject(
    actor: Actor,
    id: string,
    body: Versioned & { reason: RejectReason; text?: string | undefined },
  ): Promise<StaffOpinionView>
  requestInfo(actor: Actor, id: string, body: Versioned & { question: string }): Promise<StaffOpinionView>
  start(actor: Actor, id: string, body: Versioned): Promise<StaffOpinionView>
  reply(
    actor: Actor,
    id: string,
    body: Versioned & { text: string; photoIds: readonly string[] },
  ): Promise<StaffOpinionView>
  note(actor: Actor, id: string, body: Versioned & { text: string }): Promise<StaffOpinionView>
  /** Puts a text that staff have read on the board. What leads to a person or a door in it is refused. */
  makePublic(actor: Actor, id: string, body: Versioned & { text: string }): Promise<StaffOpinionView>
  makePrivate(actor: Actor, id: string, body: Versioned): Promise<StaffOpinionView>
}

export interface OpinionsDeskDeps {
  readonly opinions: OpinionsRepository
  readonly settings: OpinionSettingsSource
  readonly calendars: OpinionCalendars
  readonly counts: QueueCounts
  readonly transitions: Transitions
  readonly people: OpinionPeople
  readonly files: OpinionFiles
  readonly clock: Clock
}

/** The opinion box as those work with it who owe the answers. */
export function createOpinionsDesk(deps: OpinionsDeskDeps): OpinionsDesk {
  const { opinions, settings, calendars, counts: queueCounts, transitions, people, files, clock } = deps

  const presenting = async (now: Date): Promise<Presenting> => ({
    now,
    calendar: await calendars.current(),
    present: (ref) => files.present(ref),
  })

  async function view(actor: Actor, row: OpinionRow, now: Date): Promise<StaffOpinionView> {
    const facts = { ...judged(row), hideName: row.hideName }
    return presentStaff(row, await presenting(now), {
      knowsAuthor: knowsAuthor(actor, facts),
      abilities: staffAbilities(actor, row, now),
    })
  }

  async function signatureOf(actor: Actor): Promise<StaffCard> {
    const card = (await people.staffCards([actor.accountId])).get(actor.accountId)
    // Grants are at most 10 s old: whose last one just ended signs nothing any more.
    if (!card) throw new AppError('forbidden')
    return card
  }

  async function caseFor(actor: Actor, action: StaffAction, id: string) {
    const row = await opinions.findInReach(staffReach(actor), id)
    if (!row) throw new AppError('not_found')
    const scope = demand(judge(actor, action, judged(row)))
    const card = await signatureOf(actor)
    const owner = { accountId: actor.accountId, label: ownerLabelOf(card) }
    const signature = { name: `${card.title} ${card.name}`, role: card.role }
    const now = clock.now()
    const [calendar, own] = [await calendars.current(), await settings.of(row.communityId)]
    const context: EffectContext = { now, calendar, settings: own, owner }
    const base = { actor, signature, scope, row, now, allowedFrom: statusesFor(action) }
    return { row, base, context, status: currentStatus(row, now) }
  }

  /** One event of the machine; what the machine does not allow is 409 with the status it found. */
  async function happen(
    actor: Actor,
    action: StaffAction,
    id: string,
    eventFor: (row: OpinionRow, now: Date) => OpinionEvent,
    step: Pick<Step, 'version' | 'entry' | 'event' | 'payload' | 'audited'>,
    more: Pick<EffectContext, 'rejection'> = {},
  ): Promise<StaffOpinionView> {
    const { row, base, context, status } = await caseFor(actor, action, id)
    refuseStatus(status, base.allowedFrom)
    const event = eventFor(row, base.now)
    const effects = effectsOf(event, row, { ...context, ...more })
    return view(actor, await transitions.apply({ ...base, ...step, act: event, effects }), base.now)
  }

  return {
    async list(actor, { filter = 'all', q = '', communityId, cursor, limit = PAGE }) {
      const reach = staffReach(actor, communityId)
      const now = clock.now()
      const moment = { now, accountId: actor.accountId }
      const after = cursor === undefined ? null : decodeCursor(cursor, ['number', 'number', 'string'])
      const tokens = queryTokens(q)
      const position = after ? { queueRank: after[0], queueAt: new Date(after[1]), id: after[2] } : null
      const page =
        tokens.length > 0
          ? opinions.search(reach, { tokens, before: position?.id ?? null, limit: limit + 1 })
          : opinions.queue(reach, { filter, after: position, limit: limit + 1 }, moment)
      const [rows, counts] = await Promise.all([page, queueCounts.of(reach, moment)])
      const shown = await presenting(now)
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return {
        items: items.map((row) => presentStaffItem(row, shown)),
        nextCursor:
          rows.length > limit && last
            ? encodeCursor([last.queueRank, last.queueAt.getTime(), last._id])
            : null,
        counts,
      }
    },

    async get(actor, id) {
      const row = await opinions.findInReach(staffReach(actor), id)
      if (!row) throw new AppError('not_found')
      demand(judge(actor, 'staff_read', judged(row)))
      return view(actor, row, clock.now())
    },

    accept: (actor, id, { version }) =>
      happen(actor, 'accept', id, () => 'accept', { version, event: 'opinion.accepted', audited: {} }),

    reject: (actor, id, { version, reason, text = '' }) =>
      happen(
        actor,
        'reject',
        id,
        () => 'reject',
        { version, event: 'opinion.rejected', payload: { reason }, audited: { reason } },
        { rejection: { reason, text } },
      ),

    requestInfo: (actor, id, { version, question }) =>
      happen(
        actor,
        'request_info',
        id,
        (row, now) => (currentStatus(row, now) === 'submitted' ? 'request_info' : 'request_more'),
        {
          version,
          entry: { kind: 'question', text: question, photoIds: [] },
          event: 'opinion.info_requested',
          audited: {},
        },
      ),

    start: (actor, id, { version }) =>
      happen(actor, 'start', id, () => 'start', { version, event: 'opinion.started', audited: {} }),

    reply: (actor, id, { version, text, photoIds }) =>
      happen(actor, 'reply', id, () => 'reply', {
        version,
        entry: { kind: 'reply', text, photoIds },
        event: 'opinion.replied',
        audited: { photos: photoIds.length },
      }),

    async note(actor, id, { version, text }) {
      const { base } = await caseFor(actor, 'note', id)
      const row = await transitions.apply({
        ...base,
        act: 'note',
        version,
        effects: { set: {} },
        entry: { kind: 'note', text, photoIds: [] },
        audited: {},
        countsAsVersion: false,
      })
      return view(actor, row, base.now)
    },

    async makePublic(actor, id, { version, text }) {
      const { base } = await caseFor(actor, 'make_public', id)
      const marks = privateMarksSentence(text)
      if (marks !== null) throw wrongField('body.text', marks)
      const board = {
        text,
        at: base.row.board?.at ?? base.now,
        byAccountId: actor.accountId,
        tokens: [...boardFacets(base.row), ...textTokens(text)],
      }
      const row = await transitions.apply({
        ...base,
        act: 'make_public',
        version,
        effects: { set: { board } },
        event: 'opinion.made_public',
        audited: {},
      })
      return view(actor, row, base.now)
    },

    async makePrivate(actor, id, { version }) {
      const { base, status } = await caseFor(actor, 'make_private', id)
      if (!base.row.board) {
        throw new AppError('invalid_status', { details: { current: status, allowedFrom: [] } })
      }
      const row = await transitions.apply({
        ...base,
        act: 'make_private',
        version,
        effects: { set: {}, unset: ['board'] },
        event: 'opinion.made_private',
        audited: {},
      })
      return view(actor, row, base.now)
    },
  }
}

const ownerLabelOf = ({ role, title, name }: StaffCard): string =>
  `${communityRoles.some((own) => own === role) ? '社区' : title} ${name}`

/** What this member of staff can do now: the policy's word and the machine's, never a copy of either. */
export function staffAbilities(actor: Actor, row: OpinionRow, now: Date): StaffOpinionView['abilities'] {
  const status = currentStatus(row, now)
  const can = (action: StaffAction) =>
    judge(actor, action, judged(row)).allowed && statusesFor(action).includes(status)
  return {
    accept: can('accept'),
    reject: can('reject'),
    requestInfo: can('request_info'),
    start: can('start'),
    reply: can('reply'),
    note: can('note'),
    makePublic: can('make_public') && row.board === undefined,
    makePrivate: can('make_private') && row.board !== undefined,
  }
}
