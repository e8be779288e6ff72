import { defaultCatalogue, type CategoryGroup } from '@linli/shared/opinions/opinions.catalogue'
import type { TenantSettings } from '../../platform/tenant-settings'
import type { OpinionCategory } from './opinion.model'

/** What a community decides for itself about opinions (product §2.3: figures are tenant data). */
export interface OpinionSettings {
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
  groups: readonly CategoryGroup[]
}

export type OpinionSettingsSource = TenantSettings<OpinionSettings>

/** What a new community starts with (domain facts §6.1; 7 days to rate: product §3.5). */
export const defaultSettings: OpinionSettings = {
  acceptanceDays: 1,
  urgentMinutes: 30,
  lapseDays: 7,
  mostReopens: 2,
  reopenDays: 30,
  groups: defaultCatalogue,
}

/** The category of a code as this community's catalogue has it now, or null. */
export function categoryOf(settings: OpinionSettings, code: string): OpinionCategory | null {
  for (const group of settings.groups) {
    const found = group.items.find((item) => item.code === code)
    if (found) {
      const { label, days, urgent = false } = found
      return { code, label, groupLabel: group.label, urgent, days }
    }
  }
  return null
}
