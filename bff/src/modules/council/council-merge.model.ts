import { Schema, type Connection, type Model } from 'mongoose'
import type { Stances } from './joined-voices.rules'
import type { MeetingGuestRow } from './meeting.model'

/** What one record of a person had in the council before it became another's; enough to give it back. */
export interface CouncilMergeRow {
  /** Of the merge of the two records. */
  _id: string
  communityId: string
  fromId: string
  toId: string
  /** `both`: the kept record stood behind it too, so one supporter fewer was counted. */
  supports: { topicId: string; at: Date; both: boolean }[]
  /** `before`: what the kept record had said by itself; null when nothing. `fresh`: see VoiceRow, of the one that goes. */
  voices: {
    topicId: string
    at: Date
    stances: Stances
    before: Stances | null
    fresh?: string[]
    /** Statements both counted for: one person fewer does now. */
    both?: string[]
  }[]
  words: { taskId: string; isDone: boolean; at: Date; both: boolean }[]
  guests: { gone: MeetingGuestRow; before: MeetingGuestRow | null }[]
  /** Meetings for which the one was named that is gone; absent in rows from before. */
  audiences?: string[]
  /** Statements with the place they had among those of their author. */
  statements: { id: string; place: number }[]
  topicIds: string[]
}

const mergeSchema = new Schema<CouncilMergeRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    fromId: { type: String, required: true },
    toId: { type: String, required: true },
    supports: { type: Schema.Types.Mixed, default: [] },
    voices: { type: Schema.Types.Mixed, default: [] },
    words: { type: Schema.Types.Mixed, default: [] },
    guests: { type: Schema.Types.Mixed, default: [] },
    audiences: { type: [String], default: undefined },
    statements: { type: Schema.Types.Mixed, default: [] },
    topicIds: { type: [String], default: [] },
  },
  { collection: 'council_merges', strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
)

mergeSchema.index({ communityId: 1, fromId: 1 }, { name: 'council_merge_from' })

export const councilMergeModel = (connection: Connection): Model<CouncilMergeRow> =>
  connection.models.CouncilMerge ?? connection.model<CouncilMergeRow>('CouncilMerge', mergeSchema)
