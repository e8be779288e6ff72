import {
  exclusionReasons,
  isSampled,
  measureCase,
  ratesOf,
  rateText,
  type ExclusionReason,
  type Measure,
  type Measured,
  type Rate,
} from '@linli/shared/opinions/figures.rules'
import type { CaseFiguresView, FigureGrouping } from '@linli/shared/opinions/figures.schema'
import type { StaffOpinionItemView, StaffOpinionView } from '@linli/shared/opinions/opinions.schema'
import { instantOf } from '@linli/shared/time'
import type { Actor } from '../../../platform/actor'
import { refuseStatus, wrongField } from '../../../platform/refusals'
import { AppError } from '../../../platform/problem-error'
import { demand, type Scope } from '../../../platform/scope'
import { presentPartyItem } from '../cases.presenter'
import type { OpinionRow } from '../opinion.model'
import { judged, seesWhole } from '../opinions.policy'
import { presentStaffItem } from '../opinions.presenter'
import type { OpinionsRepository } from '../opinions.repository'
import type { OpinionSettingsSource } from '../opinions.settings'
import { createStaffActs, type StaffActsDeps } from '../staff-acts'
import { judgeFigures } from './figures.policy'

interface Wanted {
  readonly communityId: string
  readonly month: string
  readonly by: FigureGrouping
}

export interface CaseFigures {
  month: string
  total: CaseFiguresView
  rows: { key: string; label: string; figures: CaseFiguresView }[]
  persons: CaseFiguresView
  exclusions: { reason: ExclusionReason; label: string; count: number }[]
  capped: boolean
}

export interface FiguresService {
  /** The rates of the cases that ended in a month. Complaints against a person stand apart. */
  figures(actor: Actor, wanted: Wanted): Promise<CaseFigures>
  /** The cases behind one figure, in the order in which they ended. */
  cases(
    actor: Actor,
    wanted: Wanted & {
      key?: string | undefined
      measure?: Measure | undefined
      part: 'all' | 'hit' | 'miss' | 'unheard' | 'excluded'
      cursor?: string | undefined
    },
  ): Promise<{ items: StaffOpinionItemView[]; nextCursor: string | null }>
  callbacks(
    actor: Actor,
    communityId: string,
  ): Promise<{ items: (StaffOpinionItemView & { mine: boolean })[] }>
  /** Writes down what was heard. `forbidden` for whoever handled the case: nobody rates their own work. */
  callback(
    actor: Actor,
    id: string,
    body: {
      version: number
      reached: boolean
      solved?: 'yes' | 'partly' | 'no' | undefined
      score?: number | undefined
      text: string
    },
  ): Promise<StaffOpinionView>
  mark(
    actor: Actor,
    id: string,
    body: {
      version: number
      excluded: 'malicious' | 'beyond' | null
      aboutPerson: boolean
      reason: string
    },
  ): Promise<StaffOpinionView>
}

export interface FiguresDeps extends StaffActsDeps {
  readonly opinions: OpinionsRepository
  readonly settings: OpinionSettingsSource
}

const PAGE = 20
const PORTION = 500
/** Sixty cases a day every day of a month: beyond it the figures say that they are of the first ones. */
const MOST_CASES = 2_000
/** How long after its end a case is still called back about. */
const CALL_DAYS = 14
const DAY_MS = 86_400_000

/** What became of the cases: rates by month and the callbacks that hear those who did not rate. */
export function createFiguresService(deps: FiguresDeps): FiguresService {
  const { opinions, settings, transitions, clock } = deps
  const acts = createStaffActs(deps)

  async function endedIn(scope: Scope, month: string): Promise<OpinionRow[]> {
    const [year = 0, at = 0] = month.split('-').map(Number)
    const next = at === 12 ? `${year + 1}-01` : `${year}-${String(at + 1).padStart(2, '0')}`
    return between(scope, instantOf(`${month}-01`), instantOf(`${next}-01`))
  }

  async function between(scope: Scope, from: Date, to: Date): Promise<OpinionRow[]> {
    const found: OpinionRow[] = []
    let after: { at: Date; id: string } | null = null
    while (found.length < MOST_CASES) {
      const page: OpinionRow[] = await opinions.listEnded(scope, { from, to, after, limit: PORTION })
      found.push(...page)
      const last = page.at(-1)
      if (!last || page.length < PORTION) break
      after = { at: last.queueAt, id: last._id }
    }
    return found
  }

  return {
    async figures(actor, { communityId, month, by }) {
      const rows = await endedIn(demand(judgeFigures(actor, 'read', communityId)), month)
      const cases = rows.filter((row) => row.aboutPerson !== true)
      const groups = new Map<string, { label: string; rows: OpinionRow[] }>()
      for (const row of cases) {
        const { key, label } = groupOf(row, by)
        const group = groups.get(key) ?? { label, rows: [] }
        group.rows.push(row)
        groups.set(key, group)
      }
      const measured = cases.map(measuredOf)
      const count = (reason: ExclusionReason): number =>
        measured.filter(({ excluded }) => excluded === reason).length
      const reasons = Object.keys(exclusionReasons) as ExclusionReason[]
      return {
        month,
        total: figuresOf(cases),
        // In the order of their names: what stands first is no winner.
        rows: [...groups]
          .map(([key, group]) => ({ key, label: group.label, figures: figuresOf(group.rows) }))
          .toSorted((a, b) => a.label.localeCompare(b.label, 'zh')),
        persons: figuresOf(rows.filter((row) => row.aboutPerson === true)),
        exclusions: reasons
          .map((reason) => ({ reason, label: exclusionReasons[reason], count: count(reason) }))
          .filter((line) => line.count > 0),
        capped: rows.length >= MOST_CASES,
      }
    },

    async cases(actor, { communityId, month, by, key, measure, part, cursor = '0' }) {
      const rows = await endedIn(demand(judgeFigures(actor, 'read', communityId)), month)
      const behind = rows.filter((row) => {
        if (row.aboutPerson === true || (key !== undefined && groupOf(row, by).key !== key)) return false
        return stands(measuredOf(row), measure, part)
      })
      const from = Number(cursor)
      const shown = await acts.presenting(clock.now())
      return {
        // Supervisors watch the figures and see no case: what the resident wrote, and at which door, is not for them.
        items: behind
          .slice(from, from + PAGE)
          .map((row) =>
            seesWhole(actor, judged(row)) ? presentStaffItem(row, shown) : presentPartyItem(row, shown),
          ),
        nextCursor: behind.length > from + PAGE ? String(from + PAGE) : null,
      }
    },

    async callbacks(actor, communityId) {
      const scope = demand(judgeFigures(actor, 'call', communityId))
      const now = clock.now()
      const { callbackPercent } = await settings.of(communityId)
      const rows = await between(scope, new Date(now.getTime() - CALL_DAYS * DAY_MS), now)
      const due = rows.filter(
        (row) => row.status === 'closed' && !row.callback && isSampled(row._id, row.rating, callbackPercent),
      )
      const shown = await acts.presenting(now)
      return {
        items: due.map((row) => ({
          ...presentStaffItem(row, shown),
          mine: row.ownerAccountId === actor.accountId,
        })),
      }
    },

    async callback(actor, id, { version, reached, solved, score, text }) {
      const found = await acts.caseFor(actor, 'callback', id)
      const { row, base } = found
      refuseStatus(found.status, row.callback ? [] : base.allowedFrom)
      if (row.ownerAccountId === actor.accountId) throw new AppError('forbidden')
      if (reached && (solved === undefined || score === undefined))
        throw wrongField(solved === undefined ? 'body.solved' : 'body.score', '请选择居民怎么说')
      if (!reached && text === '') throw wrongField('body.text', '请写明为什么没有联系上')
      const changed = await transitions.apply({
        ...{ ...base, act: 'callback', version, audited: { reached } },
        effects: {
          set: {
            callback: {
              ...{ reached, text, byAccountId: actor.accountId, byName: base.signature?.name ?? '' },
              ...{ at: base.now, said: reached && solved && score ? { solved, score } : null },
            },
          },
        },
        trace: { reason: text },
      })
      return acts.view(actor, changed, base.now)
    },

    async mark(actor, id, { version, excluded, aboutPerson, reason }) {
      const found = await acts.caseFor(actor, 'mark', id)
      const changed = await transitions.apply({
        ...{ ...found.base, act: 'mark', version, audited: { excluded, aboutPerson } },
        effects: {
          set: { aboutPerson, ...(excluded === null ? {} : { excluded }) },
          ...(excluded === null ? { unset: ['excluded'] as const } : {}),
        },
        trace: { reason },
      })
      return acts.view(actor, changed, found.base.now)
    },
  }
}

const measuredOf = (row: OpinionRow): Measured => {
  const clocks = [...row.pastClocks, row.clock]
  return measureCase({
    status: row.status,
    categoryCode: row.category.code,
    excluded: row.excluded ?? null,
    first: clocks.find(({ kind }) => kind === 'acceptance') ?? null,
    // Of several answers the last one: what was reopened is judged by how it ended.
    answer: clocks.findLast(({ kind }) => kind === 'answer') ?? null,
    rating: row.rating,
    callback: row.callback?.said ?? null,
  })
}

function stands(one: Measured, measure: Measure | undefined, part: string): boolean {
  switch (part) {
    case 'unheard':
      return one.unheard
    case 'excluded':
      return one.excluded !== null
    case 'hit':
      return measure !== undefined && one[measure] === true
    case 'miss':
      return measure !== undefined && one[measure] === false
    default:
      return measure === undefined || one[measure] !== null
  }
}

function groupOf(row: OpinionRow, by: FigureGrouping): { key: string; label: string } {
  switch (by) {
    case 'category':
      return { key: row.category.code.split('.', 1)[0] ?? '', label: row.category.groupLabel }
    case 'grid':
      return {
        key: row.place.gridId ?? '',
        label: row.place.gridLabel === '' ? '不在网格里' : row.place.gridLabel,
      }
    case 'organisation': {
      const lead = row.handling?.lead
      return lead && lead.kind !== 'worker'
        ? { key: lead.key, label: lead.label }
        : { key: 'community', label: '社区' }
    }
  }
}

function figuresOf(rows: readonly OpinionRow[]): CaseFiguresView {
  const { cases, unheard, excluded, ...rates } = ratesOf(rows.map(measuredOf))
  const said = (rate: Rate) => ({ hit: rate.hit, of: rate.of, text: rateText(rate) })
  return {
    ...{ cases, unheard, excluded },
    response: said(rates.response),
    onTime: said(rates.onTime),
    resolution: said(rates.resolution),
    satisfaction: said(rates.satisfaction),
  }
}
