import type { TenantSettings } from '../../platform/tenant-settings'

/** What a community decides for itself about lists (product §2.3). */
export interface ImportSettings {
  /** Days the rows of a list are kept after it was read, for correcting and sending again. */
  keepDays: number
}

export type ImportSettingsSource = TenantSettings<ImportSettings>

/** As long as correcting a list takes, and no longer (PIPL art. 19). */
export const defaultImportSettings: ImportSettings = { keepDays: 7 }

const DAY_MS = 86_400_000
export const keepMs = ({ keepDays }: ImportSettings): number => keepDays * DAY_MS
