import type { Calendar } from '@linli/shared/calendar/workdays'
import { dayOf } from '@linli/shared/time'
import type { RejectReason } from '@linli/shared/opinions/opinions.catalogue'
import { privateMarksSentence } from '@linli/shared/opinions/public-text.rules'
import { VOICE_ONLY } from '@linli/shared/opinions/intake.limits'
import { opinionLimits } from '@linli/shared/opinions/opinions.parts.schema'
import type { StaffOpinionItemView, StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import type { Actor } from '../../platform/actor'
import { decodeCursor, encodeCursor } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import { demand } from '../../platform/scope'
import { boardFacets } from './board/board-facets'
import { presentPartyItem } from './cases.presenter'
import type { CasePresenceService } from './desk/case-presence.service'
import type { OpinionRow } from './opinion.model'
import { judge, judged, seesWhole, staffReach } from './opinions.policy'
import { presentStaffItem } from './opinions.presenter'
import type { StaffFilter } from './opinions.queue'
import type { QueueCounts } from './opinions.queue-counts'
import { numberTokens, queryTokens, textTokens } from './opinions.search'
import type { OpinionPage } from './opinions.service'
import { createStaffActs, type StaffActsDeps } from './staff-acts'

const PAGE = 20

interface Versioned {
  readonly version: number
}

export interface StaffQuery {
  readonly filter?: StaffFilter | undefined
  readonly q?: string | undefined
  readonly communityId?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
  readonly order?: 'due' | 'newest' | undefined
  readonly gridId?: string | undefined
}

interface StaffListFacts {
  counts: Record<StaffFilter, number>
  calendarNotice: string
}

export interface OpinionsDesk {
  /**
   * The workbench: what is due next first, with the number of cases behind every filter. A search looks through
   * all cases of the reach, whatever the filter.
   */
  list(actor: Actor, query: StaffQuery): Promise<OpinionPage<StaffOpinionItemView> & StaffListFacts>
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
    body: Versioned & {
      text: string
      photoIds: readonly string[]
      beforeIds?: readonly string[] | undefined
    },
  ): Promise<StaffOpinionView>
  note(actor: Actor, id: string, body: Versioned & { text: string }): Promise<StaffOpinionView>
  /** Writes down what a spoken note says; without one the case is `not_found`. */
  transcribe(actor: Actor, id: string, body: Versioned & { text: string }): Promise<StaffOpinionView>
  /** Puts a text that staff have read on the board. What leads to a person or a door in it is refused. */
  makePublic(actor: Actor, id: string, body: Versioned & { text: string }): Promise<StaffOpinionView>
  makePrivate(actor: Actor, id: string, body: Versioned): Promise<StaffOpinionView>
}

export interface OpinionsDeskDeps extends StaffActsDeps {
  readonly counts: QueueCounts
  readonly presence: Pick<CasePresenceService, 'others'>
}

/** The opinion box as those work with it who owe the answers. */
export function createOpinionsDesk(deps: OpinionsDeskDeps): OpinionsDesk {
  const { opinions, counts: queueCounts, transitions, presence, clock } = deps

  const acts = createStaffActs(deps)

  return {
    async list(actor, { filter = 'all', q = '', communityId, cursor, limit = PAGE, order, gridId }) {
      const reach = staffReach(actor, communityId)
      const now = clock.now()
      const moment = { now, accountId: actor.accountId }
      const after = cursor === undefined ? null : decodeCursor(cursor, ['number', 'number', 'string'])
      const tokens = queryTokens(q)
      const position = after ? { queueRank: after[0], queueAt: new Date(after[1]), id: after[2] } : null
      // An organisation finds what it was given by its number: words would find what the resident wrote.
      const isOutside = reach.wholeIds.length === 0 && reach.nodeIds.length === 0
      const isFound = (row: OpinionRow): boolean =>
        !isOutside || tokens.every((token) => numberTokens(row.number).includes(token))
      const page =
        tokens.length > 0
          ? opinions.search(reach, { tokens, before: position?.id ?? null, limit: limit + 1 })
          : opinions.queue(reach, { filter, after: position, limit: limit + 1, order, gridId }, moment)
      const [rows, counts, shown, others] = await Promise.all([
        page,
        queueCounts.of(reach, moment),
        acts.presenting(now),
        presence.others(actor, reach.scope),
      ])
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      const withOthers = (item: StaffOpinionItemView): StaffOpinionItemView => {
        const working = others.get(item.id)
        return working === undefined ? item : { ...item, working }
      }
      return {
        items: items
          .filter(isFound)
          .map((row) =>
            withOthers(
              seesWhole(actor, judged(row)) ? presentStaffItem(row, shown) : presentPartyItem(row, shown),
            ),
          ),
        nextCursor:
          rows.length > limit && last
            ? encodeCursor([last.queueRank, last.queueAt.getTime(), last._id])
            : null,
        counts,
        calendarNotice: calendarNotice(shown.calendar, now),
      }
    },

    async get(actor, id) {
      const row = await opinions.findInReach(staffReach(actor), id)
      if (!row) throw new AppError('not_found')
      demand(judge(actor, 'staff_read', judged(row)))
      return acts.view(actor, row, clock.now())
    },

    accept: (actor, id, { version }) =>
      acts.happen(actor, 'accept', id, 'accept', { version, event: 'opinion.accepted', audited: {} }),

    reject: (actor, id, { version, reason, text = '' }) =>
      acts.happen(
        actor,
        'reject',
        id,
        'reject',
        { version, event: 'opinion.rejected', payload: { reason }, audited: { reason } },
        { rejection: { reason, text } },
      ),

    requestInfo: (actor, id, { version, question }) =>
      acts.happen(
        actor,
        'request_info',
        id,
        ({ status }) => (status === 'submitted' ? 'request_info' : 'request_more'),
        {
          version,
          entry: { kind: 'question', text: question, photoIds: [] },
          event: 'opinion.info_requested',
          audited: {},
        },
      ),

    start: (actor, id, { version }) =>
      acts.happen(actor, 'start', id, 'start', { version, event: 'opinion.started', audited: {} }),

    async reply(actor, id, { version, text, photoIds: after, beforeIds = [] }) {
      const photoIds = [...new Set([...beforeIds, ...after])]
      if (photoIds.length > opinionLimits.photos)
        throw wrongField('body.photoIds', `办理前后的照片一共最多 ${opinionLimits.photos} 张`)
      return acts.happen(actor, 'reply', id, 'reply', {
        version,
        entry: { kind: 'reply', text, photoIds, beforeIds },
        event: 'opinion.replied',
        audited: { photos: photoIds.length },
      })
    },

    async note(actor, id, { version, text }) {
      const { base } = await acts.caseFor(actor, 'note', id)
      const row = await transitions.apply({
        ...base,
        act: 'note',
        version,
        effects: { set: {} },
        entry: { kind: 'note', text, photoIds: [] },
        audited: {},
        countsAsVersion: false,
      })
      return acts.view(actor, row, base.now)
    },

    async transcribe(actor, id, { version, text }) {
      const { base } = await acts.caseFor(actor, 'transcribe', id)
      const { row } = base
      if (!row.voice) throw new AppError('not_found')
      const words = [...new Set([...row.searchTokens, ...textTokens(text)])]
      const changed = await transitions.apply({
        ...base,
        act: 'transcribe',
        version,
        effects: {
          set: {
            voice: { ...row.voice, transcript: text },
            searchTokens: words,
            // Whoever only spoke has no other words.
            ...(row.text === VOICE_ONLY || row.text === row.voice.transcript ? { text } : {}),
          },
        },
        audited: {},
      })
      return acts.view(actor, changed, base.now)
    },

    async makePublic(actor, id, { version, text }) {
      const { base } = await acts.caseFor(actor, 'make_public', id)
      const marks = privateMarksSentence(text)
      if (marks !== null) throw wrongField('body.text', marks)
      const board = {
        text,
        at: base.row.board?.at ?? base.now,
        byAccountId: actor.accountId,
        tokens: [...boardFacets(base.row), ...textTokens(text)],
        ...(base.row.board?.photos ? { photos: base.row.board.photos } : {}),
      }
      const row = await transitions.apply({
        ...base,
        act: 'make_public',
        version,
        effects: { set: { board } },
        event: 'opinion.made_public',
        audited: {},
      })
      return acts.view(actor, row, base.now)
    },

    async makePrivate(actor, id, { version }) {
      const { base, status } = await acts.caseFor(actor, 'make_private', id)
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
      return acts.view(actor, row, base.now)
    },
  }
}

/** The holidays of a year come out in late autumn; from November on somebody should be asking for them. */
const NOTICE_FROM = '-11-01'

function calendarNotice(calendar: Calendar, now: Date): string {
  const today = dayOf(now)
  const year = today.slice(0, 4)
  const next = String(Number(year) + 1)
  const asks = today >= `${year}${NOTICE_FROM}` && calendar.isProvisional(`${next}-01-01`)
  return asks ? `${next} 年的放假安排还没有录入，跨年的期限是暂定的` : ''
}
