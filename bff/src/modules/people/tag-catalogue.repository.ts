import { defaultTagCatalogue, type TagDefinition } from '@linli/shared/people/tag-catalogue'
import type { Connection } from 'mongoose'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { tagCatalogueModel, type TagCatalogueRow } from './tag-catalogue.model'

export interface TagCatalogue {
  readonly tags: readonly TagDefinition[]
  readonly version: number
}

export interface TagCatalogueRepository {
  /** A community's marks: the defaults where it has changed nothing. */
  of(communityId: string): Promise<TagCatalogue>
  /** False when somebody else changed it since `version` was read. */
  save(communityId: string, tags: readonly TagDefinition[], version: number): Promise<boolean>
}

/** What marks a community keeps, and what for. */
export function createTagCatalogueRepository(connection: Connection): TagCatalogueRepository {
  const catalogues = tagCatalogueModel(connection)
  return {
    async of(communityId) {
      const row = await catalogues.findOne({ _id: communityId, communityId }).lean<TagCatalogueRow>()
      if (!row) return { tags: defaultTagCatalogue, version: 0 }
      // A mark that came with a later release is there for everybody.
      const own = new Set(row.tags.map((tag) => tag.code))
      return {
        tags: [...row.tags, ...defaultTagCatalogue.filter((tag) => !own.has(tag.code))],
        version: row.version,
      }
    },
    async save(communityId, tags, version) {
      try {
        const { matchedCount, upsertedCount } = await catalogues.updateOne(
          { _id: communityId, communityId, version },
          { $set: { tags: [...tags] }, $inc: { version: 1 } },
          { upsert: version === 0 },
        )
        return matchedCount + upsertedCount === 1
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
  }
}
