import type { Migration } from './platform/migrations/migrations'

/**
 * Changes of stored data, in the order of their ids; new ones are added at the end and none is ever changed after a
 * release (docs/deployment.md, "Upgrade"). The first release has nothing to change.
 */
export const migrations: readonly Migration[] = []
