import type { Connection } from 'mongoose'
import { gathered } from '../../platform/gathered'
import { rowsOf } from '../../platform/mongo'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { inScope, type Scope } from '../../platform/scope'
import { serviceGuideModel, type ServiceGuideRow } from './service-guide.model'

/** More items than a community ever has beside the starting set. */
const MOST_GUIDES = 300

export interface ServicesRepository {
  guides(scope: Scope): Promise<ServiceGuideRow[]>
  /** The guide of one item of a community; null while nobody has changed it there. As it is committed. */
  guide(communityId: string, code: string): Promise<ServiceGuideRow | null>
  /** Stores the guide over the version it was read with (0: never changed here); null when that has moved on. */
  put(scope: Scope, guide: ServiceGuideRow, from: number): Promise<ServiceGuideRow | null>
}

export function createServicesRepository(connection: Connection): ServicesRepository {
  const guides = serviceGuideModel(connection)
  const rows = rowsOf(guides)
  const guideTogether = gathered(async (asked: readonly { communityId: string; code: string }[]) => {
    const communityIds = new Set(asked.map(({ communityId }) => communityId))
    const codes = new Set(asked.map(({ code }) => code))
    const found = new Map<string, ServiceGuideRow>()
    const filter = { communityId: { $in: [...communityIds] }, code: { $in: [...codes] } }
    for (const row of await rows.find(filter).toArray()) found.set(`${row.communityId} ${row.code}`, row)
    return asked.map(({ communityId, code }) => found.get(`${communityId} ${code}`) ?? null)
  })
  return {
    guide: (communityId, code) => guideTogether({ communityId, code }),
    guides: (scope) =>
      guides.find(inScope(scope)).sort({ code: 1 }).limit(MOST_GUIDES).lean<ServiceGuideRow[]>(),
    async put(scope, guide, from) {
      const { _id, communityId, code, ...facts } = guide
      if (from > 0) {
        return guides
          .findOneAndUpdate(
            { ...inScope(scope), code, version: from },
            { $set: facts },
            { returnDocument: 'after' },
          )
          .lean<ServiceGuideRow>()
      }
      try {
        await guides.create([{ _id, communityId, code, ...facts }])
        return guide
      } catch (error) {
        // The unique index is the guard of a first change: of two at once one finds the other's row.
        if (isDuplicateKey(error)) return null
        throw error
      }
    },
  }
}
