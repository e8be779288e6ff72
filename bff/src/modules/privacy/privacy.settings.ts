import type { TenantSettings } from '../../platform/tenant-settings'

/** What a community decides for itself about people's requests (product §2.3). */
export interface PrivacySettings {
  /**
   * Working days until a correction is decided. The law says 及时 (PIPL art. 46, 50); GB/T 35273-2020 names 30 days:
   * fifteen working days keep well within.
   */
  readonly correctionWorkdays: number
}

export type PrivacySettingsSource = TenantSettings<PrivacySettings>

export const defaultPrivacySettings: PrivacySettings = { correctionWorkdays: 15 }

/** Exports an account may ask for in a day. An account belongs to no community, so no community decides it. */
export const EXPORTS_PER_DAY = 3
