import {
  caseLimitNames,
  type CaseCatalogueGroup,
  type CaseCatalogueView,
  type CaseLimitsView,
} from '@linli/shared/opinions/desk.schema'
import type { CategoryGroup, CategoryRules } from '@linli/shared/opinions/opinions.catalogue'
import type { FieldIssue } from '@linli/shared/errors'
import { holds, type Actor } from '../../../platform/actor'
import type { Audit } from '../../../platform/audit/audit'
import type { Clock } from '../../../platform/clock'
import { AppError } from '../../../platform/problem-error'
import type { UnitOfWork } from '../../../platform/unit-of-work'
import { eventScope, staffReach } from '../opinions.policy'
import type { OpinionPeople } from '../opinions.ports'
import type { OpinionSettings, OpinionSettingsSource } from '../opinions.settings'
import type { CaseCatalogues } from './case-catalogues.repository'

export interface CaseCatalogueService {
  of(actor: Actor, communityId: string): Promise<CaseCatalogueView>
  /**
   * A new version of categories and limits. Cases keep the category and the promise they were given; what is submitted
   * from now on gets the new ones. `version_conflict` when somebody else has made that version.
   */
  set(
    actor: Actor,
    body: {
      communityId: string
      version: number
      groups: readonly CaseCatalogueGroup[]
      limits: CaseLimitsView
    },
  ): Promise<CaseCatalogueView>
}

/** What a community decides about its categories and clocks (product §2.3), with who decided what when. */
export function createCaseCatalogue(deps: {
  readonly settings: OpinionSettingsSource
  readonly catalogues: CaseCatalogues
  readonly people: Pick<OpinionPeople, 'staffCards'>
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
}): CaseCatalogueService {
  const { settings, catalogues, people, audit, uow, clock } = deps

  async function view(communityId: string): Promise<CaseCatalogueView> {
    const [own, latest] = [await settings.of(communityId), await catalogues.latest(eventScope(communityId))]
    const card = latest && (await people.staffCards([latest.byAccountId])).get(latest.byAccountId)
    return {
      version: latest?.version ?? 0,
      changed: latest && { by: card?.name ?? '已离任的人员', at: latest.at.toISOString() },
      groups: own.groups.map(shownGroup),
      limits: limitsOf(own),
    }
  }

  return {
    of(actor, communityId) {
      staffReach(actor, communityId)
      return view(communityId)
    },
    async set(actor, { communityId, version, groups, limits }) {
      staffReach(actor, communityId)
      if (!holds(actor, ['community_admin'], communityId)) throw new AppError('forbidden')
      const errors = faultsOf(groups)
      if (errors.length > 0) throw new AppError('validation_failed', { errors })
      const latest = await catalogues.latest(eventScope(communityId))
      if ((latest?.version ?? 0) !== version) throw new AppError('version_conflict')
      const stored = groups.map(storedGroup)
      const next = version + 1
      await uow.run(async () => {
        const isFirst = await catalogues.add({
          ...{ _id: `${communityId}:${next}`, communityId, version: next },
          ...{ decided: { ...limits, groups: stored }, byAccountId: actor.accountId, at: clock.now() },
        })
        if (!isFirst) throw new AppError('version_conflict')
        await settings.decide(eventScope(communityId), { ...limits, groups: stored })
        await audit.record({
          ...{ actor, action: 'opinion.set_catalogue', communityId },
          ...{ targetType: 'community', targetId: communityId, detail: { version: next } },
        })
      })
      return view(communityId)
    },
  }
}

const limitsOf = (own: OpinionSettings): CaseLimitsView =>
  Object.fromEntries(caseLimitNames.map((name) => [name, own[name]])) as CaseLimitsView

const shownGroup = ({ code, label, items }: CategoryGroup): CaseCatalogueGroup => ({
  ...{ code, label },
  items: items.map((item) => ({
    ...{ code: item.code, label: item.label, days: item.days, unit: item.unit ?? 'workdays' },
    ...{ urgent: item.urgent === true, lead: item.lead ?? null },
    ...{ start: item.rules?.start ?? 'next_day', pauses: item.rules?.pauses !== false },
    warnDays: item.rules?.warnDays ?? null,
    mostExtensionDays: item.rules?.mostExtensionDays ?? null,
    mostReopens: item.rules?.mostReopens ?? null,
  })),
})

const storedGroup = ({ code, label, items }: CaseCatalogueGroup): CategoryGroup => ({
  ...{ code, label },
  items: items.map(({ code: own, label: name, days, urgent, lead, unit, ...decided }) => ({
    ...{ code: own, label: name, days },
    ...(unit !== 'workdays' && { unit }),
    ...(urgent && { urgent: true as const }),
    ...(lead !== null && { lead }),
    ...rulesOf(decided),
  })),
})

/** Only what a category decides otherwise than its community is kept. */
function rulesOf({
  start,
  pauses,
  ...figures
}: Pick<
  CaseCatalogueGroup['items'][number],
  'start' | 'pauses' | 'warnDays' | 'mostExtensionDays' | 'mostReopens'
>): { rules?: CategoryRules } {
  const own = Object.entries(figures).filter(([, value]) => value !== null)
  const rules: CategoryRules = {
    ...(start !== 'next_day' && { start }),
    ...(!pauses && { pauses: false as const }),
    ...Object.fromEntries(own),
  }
  return Object.keys(rules).length === 0 ? {} : { rules }
}

/** What the shape of a catalogue cannot say: every code once, and a second level under its first. */
function faultsOf(groups: readonly CaseCatalogueGroup[]): FieldIssue[] {
  const seen = new Set<string>()
  return groups.flatMap((group, at) => {
    const own = seen.has(group.code) ? [{ path: `body.groups.${at}.code`, message: '这一大类写了两次' }] : []
    seen.add(group.code)
    return [
      ...own,
      ...group.items.flatMap(({ code }, place) => {
        const path = `body.groups.${at}.items.${place}.code`
        if (!code.startsWith(`${group.code}.`)) return [{ path, message: '这个小类不属于这一大类' }]
        if (seen.has(code)) return [{ path, message: '这个小类写了两次' }]
        seen.add(code)
        return []
      }),
    ]
  })
}
