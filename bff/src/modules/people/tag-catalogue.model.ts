import type { TagDefinition } from '@linli/shared/people/tag-catalogue'
import { Schema, type Connection, type Model } from 'mongoose'

/** What a community has changed about the marks it begins with, and those it made itself. */
export interface TagCatalogueRow {
  /** The community. */
  _id: string
  communityId: string
  tags: TagDefinition[]
  version: number
}

const definitionSchema = new Schema<TagDefinition>(
  {
    code: { type: String, required: true },
    label: { type: String, required: true },
    purpose: { type: String, required: true },
    sources: { type: [String], required: true },
    retentionDays: { type: Number, required: true },
    holdsDays: { type: Number, default: null },
    sensitive: { type: Boolean, required: true },
    visibleTo: { type: [String], required: true },
    audience: { type: Boolean, required: true },
  },
  { _id: false, strict: 'throw' },
)

const tagCatalogueSchema = new Schema<TagCatalogueRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    tags: { type: [definitionSchema], required: true },
    version: { type: Number, required: true },
  },
  { collection: 'tag_catalogues', strict: 'throw', autoIndex: false, versionKey: false },
)
tagCatalogueSchema.index({ communityId: 1 }, { name: 'tag_catalogue_community' })

export const tagCatalogueModel = (connection: Connection): Model<TagCatalogueRow> =>
  connection.models.TagCatalogue ?? connection.model<TagCatalogueRow>('TagCatalogue', tagCatalogueSchema)
