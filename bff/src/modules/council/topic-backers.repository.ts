import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import {
  topicFollowerModel,
  topicSupportModel,
  type TopicFollowerRow,
  type TopicSupportRow,
} from './topic.model'

export interface TopicBackers {
  /** Which of the topics the person stands behind. */
  supportedBy(scope: Scope, personId: string, topicIds: readonly string[]): Promise<Set<string>>
  /** Stands behind it from now on; false when that was so already. Joins the unit of work. */
  support(scope: Scope, topicId: string, personId: string, at: Date): Promise<boolean>
  /** False when the person did not stand behind it. Joins the unit of work. */
  unsupport(scope: Scope, topicId: string, personId: string): Promise<boolean>
  supportsOf(scope: Scope, personIds: readonly string[], limit: number): Promise<TopicSupportRow[]>
  countSupportsOf(scope: Scope, personIds: readonly string[]): Promise<number>
  /** Who stands behind a topic, in portions by row id. */
  supportersOf(
    scope: Scope,
    topicId: string,
    page: { after: string; limit: number },
  ): Promise<TopicSupportRow[]>
  isFollowing(scope: Scope, topicId: string, accountId: string): Promise<boolean>
  /** Follows from now on, whoever did already included. */
  follow(scope: Scope, topicId: string, accountIds: readonly string[]): Promise<void>
  unfollow(scope: Scope, topicId: string, accountId: string): Promise<void>
  /** Accounts that follow, in portions by row id. */
  followers(
    scope: Scope,
    topicId: string,
    page: { after: string; limit: number },
  ): Promise<TopicFollowerRow[]>
  /** Everything an account that goes was told of. */
  forgetFollower(scope: Scope, accountId: string): Promise<void>
}

/** What comes after every id that begins with these letters, the last of which is a colon. */
const afterAll = (first: string): string => `${first.slice(0, -1)};`

const backerId = (topicId: string, who: string): string => `${topicId}:${who}`

/** Who stands behind topics, and who is told of them. */
export function createTopicBackers(connection: Connection): TopicBackers {
  const supports = topicSupportModel(connection)
  const followers = topicFollowerModel(connection)
  return {
    async supportedBy(scope, personId, topicIds) {
      if (topicIds.length === 0) return new Set()
      const rows = await supports
        .find({ _id: { $in: topicIds.map((id) => backerId(id, personId)) }, ...inScope(scope) })
        .lean<TopicSupportRow[]>()
      return new Set(rows.map(({ topicId }) => topicId))
    },
    async support(scope, topicId, personId, at) {
      // Two of one person at once meet in the same row; the answer says which of them made it.
      const before = await supports
        .findOneAndUpdate(
          { _id: backerId(topicId, personId), ...inScope(scope) },
          { $setOnInsert: { topicId, personId, at } },
          { upsert: true, returnDocument: 'before' },
        )
        .lean<TopicSupportRow>()
      return before === null
    },
    async unsupport(scope, topicId, personId) {
      const gone = await supports.deleteOne({ _id: backerId(topicId, personId), ...inScope(scope) })
      return gone.deletedCount === 1
    },
    supportsOf: (scope, personIds, limit) =>
      supports
        .find({ ...inScope(scope), personId: { $in: [...personIds] } })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<TopicSupportRow[]>(),
    countSupportsOf: (scope, personIds) =>
      supports.countDocuments({ ...inScope(scope), personId: { $in: [...personIds] } }),
    supportersOf: (scope, topicId, { after, limit }) => {
      const first = backerId(topicId, '')
      return supports
        .find({
          ...inScope(scope),
          topicId,
          _id: { $gt: after === '' ? first : after, $lt: afterAll(first) },
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<TopicSupportRow[]>()
    },
    async isFollowing(scope, topicId, accountId) {
      return (await followers.exists({ _id: backerId(topicId, accountId), ...inScope(scope) })) !== null
    },
    async follow(scope, topicId, accountIds) {
      for (const accountId of accountIds) {
        await followers.updateOne(
          { _id: backerId(topicId, accountId), ...inScope(scope) },
          { $setOnInsert: { topicId, accountId } },
          { upsert: true },
        )
      }
    },
    async unfollow(scope, topicId, accountId) {
      await followers.deleteOne({ _id: backerId(topicId, accountId), ...inScope(scope) })
    },
    followers: (scope, topicId, { after, limit }) =>
      followers
        .find({ ...inScope(scope), topicId, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<TopicFollowerRow[]>(),
    async forgetFollower(scope, accountId) {
      await followers.deleteMany({ ...inScope(scope), accountId })
    },
  }
}
