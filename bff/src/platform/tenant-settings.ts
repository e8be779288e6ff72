import { Schema, type Connection, type Model } from 'mongoose'
import type { Clock } from './clock'
import { isDuplicateKey } from './mongo-errors'
import { AppError } from './problem-error'
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
  /** As they stand this moment, with the number of the last decision; 0 while there is none. */
  current(communityId: string): Promise<{ readonly value: T; readonly version: number }>
  /**
   * Stores these decisions beside the earlier ones. Call it inside the unit of work that writes the audit row. With
   * `read`, only when nothing was decided since that version was read.
   * @throws AppError `version_conflict`
   */
  decide(scope: Scope, decisions: Partial<T>, read?: number): Promise<void>
}

interface TenantSettingsRow {
  /** `<communityId>:<feature>` */
  _id: string
  communityId: string
  feature: string
  decided: Record<string, unknown>
  /** Counts the decisions; absent in rows that are older than the count. */
  version?: number
}

const settingsSchema = new Schema<TenantSettingsRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    feature: { type: String, required: true },
    decided: { type: Schema.Types.Mixed, required: true },
    version: Number,
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

  async function current(communityId: string): Promise<{ value: T; version: number }> {
    const row = await rows
      .findOne({ _id: idOf(communityId), ...inScope(scopeOf([communityId])) })
      .lean<TenantSettingsRow>()
    const value = { ...defaults, ...(row?.decided as Partial<T> | undefined) }
    return { value, version: row?.version ?? 0 }
  }

  return {
    current,
    async of(communityId) {
      const now = clock.now().getTime()
      const known = kept.get(communityId)
      if (known && known.until > now) return known.value
      const { value } = await current(communityId)
      kept.set(communityId, { value, until: now + CACHE_MS })
      return value
    },
    async decide(scope, decisions, read) {
      const [communityId, ...others] = scope.communityIds
      if (communityId === undefined || others.length > 0)
        throw new Error('settings are decided for one community at a time')
      const changes = Object.entries(decisions).map(([name, value]) => [`decided.${name}`, value] as const)
      // A row of another version does not match, and its id keeps the upsert from making a second one.
      const unchanged = read === undefined ? {} : { version: read === 0 ? { $in: [null, 0] } : read }
      const upsert = read === undefined || read === 0
      try {
        const { matchedCount, upsertedCount } = await rows.updateOne(
          { _id: idOf(communityId), ...inScope(scope), ...unchanged },
          { $set: Object.fromEntries(changes), $setOnInsert: { feature }, $inc: { version: 1 } },
          { upsert },
        )
        if (matchedCount + upsertedCount === 0) throw new AppError('version_conflict')
      } catch (error) {
        throw read !== undefined && isDuplicateKey(error) ? new AppError('version_conflict') : error
      } finally {
        kept.delete(communityId)
      }
    },
  }
}
