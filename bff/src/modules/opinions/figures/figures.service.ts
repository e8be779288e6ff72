import {
  exclusionReasons,
  isSampled,
  measureCase,
  ratesOf,
  rateText,
  type ExclusionReason,
  type FigurePart,
  type Measure,
  type Measured,
  type Rate,
} from '@linli/shared/opinions/figures.rules'
import type { PublicFiguresView } from '@linli/shared/opinions/board.schema'
import type { CaseFiguresView, FigureGrouping } from '@linli/shared/opinions/figures.schema'
import type { StaffOpinionItemView, StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import type { Actor } from '../../../platform/actor'
import { refuseStatus, wrongField } from '../../../platform/refusals'
import { decodeCursor, pageOf } from '../../../platform/page-cursor'
import { AppError } from '../../../platform/problem-error'
import { demand, type Scope } from '../../../platform/scope'
import { hasHandled } from '../cases.abilities'
import { presentPartyItem } from '../cases.presenter'
import type { OpinionRow } from '../opinion.model'
import { boardScope, isBarred, judged, seesWhole } from '../opinions.policy'
import type { OpinionSpace } from '../opinions.ports'
import { presentStaffItem } from '../opinions.presenter'
import type { OpinionsRepository } from '../opinions.repository'
import type { OpinionSettingsSource } from '../opinions.settings'
import { createStaffActs, type StaffActsDeps } from '../staff-acts'
import { endedCases, spanOfMonth } from './ended-cases'
import { judgeFigures } from './figures.policy'

/** All that the rates keep of a case. */
interface Counted {
  readonly one: Measured
  readonly key: string
  readonly label: string
  readonly aboutPerson: boolean
}

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
  /** The same for everybody: no organisation and no grid stands beside another, and nothing opens a case. */
  open(
    actor: Actor | null,
    wanted: { communityId?: string | undefined; month: string },
  ): Promise<PublicFiguresView>
  /**
   * The cases behind one figure, in the order in which they ended. `forbidden` for complaints against a person to
   * whoever does not head the community or its street.
   */
  cases(
    actor: Actor,
    wanted: Wanted & {
      key?: string | undefined
      measure?: Measure | undefined
      part: FigurePart
      reason?: ExclusionReason | undefined
      cursor?: string | undefined
    },
  ): Promise<{ items: StaffOpinionItemView[]; nextCursor: string | null }>
  callbacks(
    actor: Actor,
    communityId: string,
  ): Promise<{ items: (StaffOpinionItemView & { mine: boolean; tried: boolean })[] }>
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
  readonly space: Pick<OpinionSpace, 'community'>
}

const PAGE = 20
/** More than a district has in a month; what is kept of each is a few booleans. */
const MOST_CASES = 100_000
/** How long after its end a case is still called back about. */
const CALL_DAYS = 14
const DAY_MS = 86_400_000
/** Fewer cases of one kind would tell everybody how single neighbours rated. */
const FEWEST_SHOWN = 5

/** What became of the cases: rates by month and the callbacks that hear those who did not rate. */
export function createFiguresService(deps: FiguresDeps): FiguresService {
  const { opinions, settings, space, transitions, clock } = deps
  const acts = createStaffActs(deps)

  /** What the rates need of every case that ended in a month. */
  async function measuredIn(scope: Scope, month: string, by: FigureGrouping) {
    const all: Counted[] = []
    for await (const row of endedCases(opinions, scope, spanOfMonth(month))) {
      const { key, label } = groupOf(row, by)
      all.push({ one: measuredOf(row), key, label, aboutPerson: row.aboutPerson === true })
      if (all.length >= MOST_CASES) break
    }
    return {
      cases: all.filter(({ aboutPerson }) => !aboutPerson),
      persons: all.filter(({ aboutPerson }) => aboutPerson),
      capped: all.length >= MOST_CASES,
    }
  }

  return {
    async figures(actor, { communityId, month, by }) {
      const scope = demand(judgeFigures(actor, 'read', communityId))
      const { cases, persons, capped } = await measuredIn(scope, month, by)
      const count = (reason: ExclusionReason): number =>
        cases.filter(({ one }) => one.excluded === reason).length
      const reasons = Object.keys(exclusionReasons) as ExclusionReason[]
      return {
        ...{ month, capped },
        total: figuresOf(cases),
        // In the order of their names: what stands first is no winner.
        rows: groupsOf(cases).map(({ key, label, own }) => ({ key, label, figures: figuresOf(own) })),
        persons: figuresOf(persons),
        exclusions: reasons
          .map((reason) => ({ reason, label: exclusionReasons[reason], count: count(reason) }))
          .filter((line) => line.count > 0),
      }
    },

    async open(actor, { communityId = actor?.communityId ?? undefined, month }) {
      const community = communityId === undefined ? null : await space.community(communityId)
      if (!community) throw new AppError('not_found')
      const { cases, capped } = await measuredIn(boardScope(community.id), month, 'category')
      return {
        ...{ month, ...openFigures(cases), capped },
        groups: groupsOf(cases)
          .filter(({ own }) => own.length >= FEWEST_SHOWN)
          .map(({ key, label, own }) => ({ code: key, label, ...openFigures(own) })),
      }
    },

    async cases(actor, { communityId, month, by, key, measure, part, reason, cursor }) {
      const scope = demand(judgeFigures(actor, part === 'persons' ? 'persons' : 'read', communityId))
      const [at, id] = cursor === undefined ? [] : decodeCursor(cursor, ['number', 'string'])
      const after = at === undefined || id === undefined ? null : { at: new Date(at), id }
      const behind: OpinionRow[] = []
      for await (const row of endedCases(opinions, scope, { ...spanOfMonth(month), after })) {
        if (isBarred(actor, judged(row)) || (row.aboutPerson === true) !== (part === 'persons')) continue
        if (key !== undefined && groupOf(row, by).key !== key) continue
        if (stands(measuredOf(row), { measure, part, reason })) behind.push(row)
        if (behind.length > PAGE) break
      }
      const page = pageOf(behind, PAGE, (last) => [last.queueAt.getTime(), last._id])
      const shown = await acts.presenting(clock.now())
      return {
        // Supervisors watch the figures and see no case: what the resident wrote, and at which door, is not for them.
        items: page.rows.map((row) =>
          seesWhole(actor, judged(row)) ? presentStaffItem(row, shown) : presentPartyItem(row, shown),
        ),
        nextCursor: page.nextCursor,
      }
    },

    async callbacks(actor, communityId) {
      const scope = demand(judgeFigures(actor, 'call', communityId))
      const now = clock.now()
      const { callbackPercent } = await settings.of(communityId)
      const due: OpinionRow[] = []
      const span = { from: new Date(now.getTime() - CALL_DAYS * DAY_MS), to: now }
      for await (const row of endedCases(opinions, scope, span)) {
        if (row.status !== 'closed' || row.callback?.reached === true || isBarred(actor, judged(row)))
          continue
        if (isSampled(row._id, row.rating, callbackPercent)) due.push(row)
      }
      const shown = await acts.presenting(now)
      // Figures are counted without what was written in a case; who answered stands there.
      const whole = await opinions.findMany(
        scope,
        due.map(({ _id }) => _id),
      )
      return {
        items: due.map((row) => {
          const read = whole.get(row._id)
          return {
            ...presentStaffItem(row, shown),
            mine: read !== undefined && hasHandled(read, actor.accountId),
            tried: row.callback !== undefined,
          }
        }),
      }
    },

    async callback(actor, id, { version, reached, solved, score, text }) {
      const found = await acts.caseFor(actor, 'callback', id)
      const { row, base } = found
      // Who was not at home is called again; who was heard is left in peace.
      refuseStatus(found.status, row.callback?.reached === true ? [] : base.allowedFrom)
      if (hasHandled(row, actor.accountId)) throw new AppError('forbidden')
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

/** The groups in the order of their names. */
function groupsOf(counted: readonly Counted[]): { key: string; label: string; own: Counted[] }[] {
  const groups = new Map<string, { key: string; label: string; own: Counted[] }>()
  for (const each of counted) {
    const group = groups.get(each.key) ?? { key: each.key, label: each.label, own: [] }
    group.own.push(each)
    groups.set(each.key, group)
  }
  return [...groups.values()].toSorted((a, b) => a.label.localeCompare(b.label, 'zh'))
}

function stands(
  one: Measured,
  {
    measure,
    part,
    reason,
  }: {
    readonly measure: Measure | undefined
    readonly part: FigurePart
    readonly reason: ExclusionReason | undefined
  },
): boolean {
  switch (part) {
    case 'unheard':
      return one.unheard
    case 'excluded':
      return reason === undefined ? one.excluded !== null : one.excluded === reason
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

function openFigures(counted: readonly Counted[]): Omit<PublicFiguresView, 'month' | 'groups' | 'capped'> {
  const { cases, unheard, onTime, resolution, satisfaction } = ratesOf(counted.map(({ one }) => one))
  const said = ({ hit, of }: Rate) => ({ hit, of })
  return {
    ...{ cases, unheard },
    ...{ onTime: said(onTime), resolution: said(resolution), satisfaction: said(satisfaction) },
  }
}

function figuresOf(counted: readonly Counted[]): CaseFiguresView {
  const { cases, unheard, excluded, ...rates } = ratesOf(counted.map(({ one }) => one))
  const said = (rate: Rate) => ({ hit: rate.hit, of: rate.of, text: rateText(rate) })
  return {
    ...{ cases, unheard, excluded },
    response: said(rates.response),
    onTime: said(rates.onTime),
    resolution: said(rates.resolution),
    satisfaction: said(rates.satisfaction),
  }
}
