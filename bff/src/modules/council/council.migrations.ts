import type { Migration } from '../../platform/migrations/migrations'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { createWalks } from '../../platform/migrations/walk-rows'
import type { TopicRow } from './topic.model'

/**
 * Topics of the release before do not hold their poll alone. Each takes its own now; where one poll was linked to
 * several topics the first holds it, and the others keep the link they were shown with.
 */
export const topicsHoldTheirPoll: Migration = {
  id: '0006-topics-hold-their-poll',
  async run(context) {
    const { connection } = context
    const topics = connection.getClient().db(connection.name).collection<TopicRow>('topics')
    const walk = createWalks(context)
    await walk('hold', topics, { pollId: { $type: 'string' } }, async (rows) => {
      for (const { _id, communityId, pollId, ownPollId } of rows) {
        if (pollId === null || ownPollId !== undefined) continue
        try {
          await topics.updateOne({ _id, communityId, pollId }, { $set: { ownPollId: pollId } })
        } catch (error) {
          if (!isDuplicateKey(error, 'topic_poll_unique')) throw error
        }
      }
    })
  },
}
