import type { TenantSettings } from '../../platform/tenant-settings'

/** Figures a community decides for itself (product §2.3). */
export interface HomesSettings {
  /** How long an invitation can be used. */
  readonly invitationDays: number
  /** Open invitations of one room at a time. */
  readonly openInvitations: number
  /** Working days in which the office answers a request: sentence 30 of the design promises two. */
  readonly approvalDays: number
}

export const defaultHomesSettings: HomesSettings = { invitationDays: 14, openInvitations: 6, approvalDays: 2 }

export type HomesSettingsSource = TenantSettings<HomesSettings>
