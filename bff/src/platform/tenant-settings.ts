import { Schema, type Connection, type Model } from 'mongoose'
import type { Clock } from './clock'
import { inScope, scopeOf, type Scope } from './scope'

/** Settings change a few times a year; every process sees a change within this time. */
const CACHE_MS = 10_000

/**
 * What a community decides for itself about one feature (product §2.3). Only what it has decided is stored: what it
 * has not, and what a later release adds, is the default of the day.
 */
export interface TenantSettings<T extends object> {
  /** The community's own figures, defaults for the rest; at most 10 s old. */
  of(communityId: string): Promise<T>
  /** Stores these decisions beside the earlier ones. Call it inside the unit of work that writes the audit row. */
  decide(scope: Scope, decisions: Partial<T>): Promise<void>
}

interface TenantSettingsRow {
  /** `<communityId>:<feature>` */
  _id: string
  communityId: string
  feature: string
  decided: Record<string, unknown>
}

const settingsSchema = new Schema<TenantSettingsRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    feature: { type: String, required: true },
    decided: { type: Schema.Types.Mixed, required: true },
  },
  { collection: 'tenant_settings', strict: 'throw', autoIndex: false, versionKey: false },
)

const settingsModel = (connection: Connection): Model<TenantSettingsRow> =>
  connection.models.TenantSettings ?? connection.model<TenantSettingsRow>('TenantSettings', settingsSchema)

/** The settings of a feature, which names itself and its defaults; their source stands beside the defaults. */
export function createTenantSettings<T extends object>(deps: {
  connection: Connection
  clock: Clock
  feature: string
  defaults: T
}): TenantSettings<T> {
  const { clock, feature, defaults } = deps
  const rows = settingsModel(deps.connection)
  const kept = new Map<string, { value: T; until: number }>()
  const idOf = (communityId: string): string => `${communityId}:${feature}`

  return {
    async of(communityId) {
      const now = clock.now().getTime()
      const known = kept.get(communityId)
      if (known && known.until > now) return known.value
      const row = await rows
        .findOne({ _id: idOf(communityId), ...inScope(scopeOf([communityId])) })
        .lean<TenantSettingsRow>()
      const value = { ...defaults, ...(row?.decided as Partial<T> | undefined) }
      kept.set(communityId, { value, until: now + CACHE_MS })
      return value
    },
    async decide(scope, decisions) {
      const [communityId, ...others] = scope.communityIds
      if (communityId === undefined || others.length > 0)
        throw new Error('settings are decided for one community at a time')
      const changes = Object.entries(decisions).map(([name, value]) => [`decided.${name}`, value] as const)
      await rows.updateOne(
        { _id: idOf(communityId), ...inScope(scope) },
        { $set: Object.fromEntries(changes), $setOnInsert: { feature } },
        { upsert: true },
      )
      kept.delete(communityId)
    },
  }
}
