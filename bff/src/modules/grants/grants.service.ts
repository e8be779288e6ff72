import type { GrantsDesk } from './grants-desk.service'
import type { GrantsReading } from './grants-reading.service'
import type { HandingOver } from './hand-over.service'

/** The desk of roles: who holds what, and who gives and takes it. */
export type GrantsService = GrantsReading & GrantsDesk & HandingOver
