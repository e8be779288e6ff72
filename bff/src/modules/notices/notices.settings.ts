import type { TenantSettings } from '../../platform/tenant-settings'

/** What a community decides for itself about notices (product §2.3: figures are tenant data). */
export interface NoticeSettings {
  /** Hours between two reminders of one notice; a second tap before is refused with the next time. */
  remindIntervalHours: number
  /** Days a notice may be scheduled ahead. */
  mostDaysAhead: number
  /** Days a notice may stay pinned. */
  mostPinnedDays: number
}

export type NoticeSettingsSource = TenantSettings<NoticeSettings>

/**
 * What a new community starts with. No law names these: reminding the same people within the same half day is
 * pestering, half a year covers what a community plans, and what is pinned for longer than a season is read by nobody.
 */
export const defaultSettings: NoticeSettings = {
  remindIntervalHours: 4,
  mostDaysAhead: 180,
  mostPinnedDays: 90,
}
