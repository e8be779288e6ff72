import type { RetentionRuleView, RetentionView } from '@linli/shared/privacy/retention.schema'
import { addDays, dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { COUNTED_AHEAD, type NextDue, type Retention, type RetentionWork } from '../../platform/retention'
import type { RetentionDayRow } from '../../platform/retention-day.model'
import { periodText, retentionCodes, retentionRules } from '../../platform/retention-rules'
import { demand } from '../../platform/scope'
import { judgeRetention } from './privacy.policy'
import type { RetentionDaysRepository } from './retention-days.repository'

export interface RetentionReportService {
  /** Rules, what they removed in 30 days, and what falls due; of the deployment, and of one community. */
  report(actor: Actor, communityId?: string): Promise<RetentionView>
}

const SHOWN_DAYS = 30

/** How retention stands, for those who watch over it. Figures only. */
export function createRetentionReport(deps: {
  readonly retention: Pick<Retention, 'works'>
  readonly days: RetentionDaysRepository
  readonly clock: Clock
}): RetentionReportService {
  const { days, clock } = deps

  async function nextOf(
    work: RetentionWork,
    last: RetentionDayRow | undefined,
    communityId: string,
  ): Promise<NextDue> {
    if (retentionRules[work.rule].perCommunity) return work.next(clock.now(), communityId)
    return { at: last?.nextAt ?? null, count: last?.nextCount ?? 0 }
  }

  return {
    async report(actor, asked) {
      const { communityIds } = demand(judgeRetention(actor, asked))
      const communityId =
        asked ?? communityIds.find((id) => id === actor.communityId) ?? communityIds[0] ?? ''
      const since = addDays(dayOf(clock.now()), -SHOWN_DAYS)
      const deployment = await days.since(null, since)
      const own = await days.since(communityId, since)
      const rows = [...deployment, ...own]

      const rules: RetentionRuleView[] = []
      // In the order the rules are written in, whoever carries them out.
      const works = deps.retention.works()
      for (const code of retentionCodes) {
        const work = works.find((one) => one.rule === code)
        if (!work) continue
        const { label, source } = retentionRules[work.rule]
        const ran = deployment.filter((row) => row.rule === work.rule)
        const next = await nextOf(work, ran[0], communityId)
        rules.push({
          ...{ code: work.rule, label, period: periodText(work.rule), source },
          lastRunAt: ran.find((row) => row.lastAt !== null)?.lastAt?.toISOString() ?? null,
          failedAt: failureAfter(ran)?.toISOString() ?? null,
          removed: rows.filter((row) => row.rule === work.rule).reduce((sum, row) => sum + row.removed, 0),
          next: {
            at: next.at?.toISOString() ?? null,
            count: next.count,
            capped: next.count >= COUNTED_AHEAD,
          },
        })
      }
      return {
        rules,
        days: rows
          .filter((row) => row.removed > 0)
          .sort((a, b) => (a.day === b.day ? (a._id < b._id ? -1 : 1) : a.day < b.day ? 1 : -1))
          .map((row) => ({ day: row.day, code: row.rule, label: labelOf(row.rule), removed: row.removed })),
      }
    },
  }
}

/** The last failure, while no round has succeeded since. */
function failureAfter(rows: readonly RetentionDayRow[]): Date | null {
  const latest = (of: (row: RetentionDayRow) => Date | null): Date | null =>
    rows.reduce<Date | null>((best, row) => {
      const at = of(row)
      return at !== null && (best === null || at > best) ? at : best
    }, null)
  const failed = latest((row) => row.failedAt)
  const ran = latest((row) => row.lastAt)
  return failed !== null && (ran === null || failed > ran) ? failed : null
}

const labelOf = (rule: string): string =>
  Object.entries(retentionRules).find(([code]) => code === rule)?.[1].label ?? rule
