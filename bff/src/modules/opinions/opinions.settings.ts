import { defaultCatalogue, type CategoryGroup } from '@linli/shared/opinions/opinions.catalogue'
import { defaultTemplates, type ReplyTemplate } from '@linli/shared/opinions/reply-templates'
import type { LadderFigures } from '@linli/shared/opinions/opinions.ladder'
import type { OfficeSpan } from '@linli/shared/opinions/opinions.clock'
import type { TenantSettings } from '../../platform/tenant-settings'
import type { OpinionCategory } from './opinion-parts.model'

/** What a community decides for itself about opinions (product §2.3: figures are tenant data). */
export interface OpinionSettings extends LadderFigures {
  /** Working days until a community says whether it accepts. */
  acceptanceDays: number
  /** Minutes until somebody reacts to an urgent case, round the clock. */
  urgentMinutes: number
  /** Days to rate an answer before the case closes as unrated. */
  lapseDays: number
  /** How often one case may be taken up again. */
  mostReopens: number
  /** Days after the answer in which that may happen. */
  reopenDays: number
  /** Hours of the office in which whoever is given a case signs for it. */
  signHours: number
  /** When the office is open, in minutes of the day. */
  officeHours: readonly OfficeSpan[]
  /** Handed back so often, a case goes to the street to decide. */
  mostReturns: number
  /** Of a hundred closed cases so many are drawn for a callback, beside all whose author was not content. */
  callbackPercent: number
  /** Working days one extension may add at most. */
  mostExtensionDays: number
  /** What the community answers often. */
  templates: readonly ReplyTemplate[]
  groups: readonly CategoryGroup[]
}

export type OpinionSettingsSource = TenantSettings<OpinionSettings>

/**
 * What a new community starts with: domain facts §6.1 (4 working hours to sign, the street after 2 returns), product
 * §3.5 (7 days to rate), cases-booking §2.1 (Shandong: at most 10 working days more).
 */
export const defaultSettings: OpinionSettings = {
  acceptanceDays: 1,
  urgentMinutes: 30,
  lapseDays: 7,
  mostReopens: 2,
  reopenDays: 30,
  signHours: 4,
  officeHours: [
    [9 * 60, 12 * 60],
    [14 * 60, 18 * 60],
  ],
  mostReturns: 2,
  mostExtensionDays: 10,
  callbackPercent: 20,
  templates: defaultTemplates,
  ...{ warnDays: 1, supervisorDays: 1, streetDays: 3 },
  ...{ quietFrom: 21 * 60, quietUntil: 8 * 60 },
  groups: defaultCatalogue,
}

/** The category of a code as this community's catalogue has it now, or null. */
export function categoryOf(settings: OpinionSettings, code: string): OpinionCategory | null {
  for (const group of settings.groups) {
    const found = group.items.find((item) => item.code === code)
    if (found) {
      const { label, days, unit, rules, urgent = false } = found
      const own = { ...(unit && { unit }), ...(rules && { rules }) }
      return { code, label, groupLabel: group.label, urgent, days, ...own }
    }
  }
  return null
}
