import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { apiKeyModel, type ApiKeyRow } from './api-key.model'

/** Keys of the deployment, each to one community. */
export interface ApiKeys {
  insert(row: ApiKeyRow): Promise<void>
  list(scope: Scope, limit: number): Promise<ApiKeyRow[]>
  /** By fingerprint alone: the secret is the permission and says which community it is for. */
  bySecret(hashes: readonly string[]): Promise<ApiKeyRow | null>
  /** By its id alone: the signature is the permission. */
  byId(id: string): Promise<ApiKeyRow | null>
  revoke(scope: Scope, id: string, at: Date): Promise<ApiKeyRow | null>
  markUsed(row: ApiKeyRow, day: string): Promise<void>
}

export function createApiKeys(connection: Connection): ApiKeys {
  const keys = apiKeyModel(connection)
  return {
    async insert(row) {
      await keys.insertMany([row], { lean: true })
    },
    list: (scope, limit) => keys.find(inScope(scope)).sort({ _id: -1 }).limit(limit).lean<ApiKeyRow[]>(),
    bySecret: (hashes) => keys.findOne({ secretHash: { $in: [...hashes] } }).lean<ApiKeyRow>(),
    byId: (id) => keys.findOne({ _id: id }).lean<ApiKeyRow>(),
    async revoke(scope, id, at) {
      const row = await keys
        .findOneAndUpdate(
          { _id: id, ...inScope(scope), revokedAt: null },
          { $set: { revokedAt: at } },
          { returnDocument: 'after' },
        )
        .lean<ApiKeyRow>()
      // Revoked already: revoking again changes nothing.
      return row ?? keys.findOne({ _id: id, ...inScope(scope) }).lean<ApiKeyRow>()
    },
    async markUsed({ _id, communityId }, day) {
      await keys.updateOne({ _id, communityId }, { $set: { usedOn: day } })
    },
  }
}
