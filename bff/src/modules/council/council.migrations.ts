import type { Migration } from '../../platform/migrations/migrations'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { createWalks } from '../../platform/migrations/walk-rows'
import type { StatementRow, VoiceRow } from './statement.model'
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

/**
 * Statements of the release before do not know who is new to them: of what was said then nothing was told by the rule of
 * today, so everybody who has spoken is. Voices come first: who speaks meanwhile is not counted twice.
 */
export const statementsKnowWhoIsNew: Migration = {
  id: '0011-statements-know-who-is-new',
  async run(context) {
    const { connection } = context
    const db = connection.getClient().db(connection.name)
    const voices = db.collection<VoiceRow>('topic_voices')
    const statements = db.collection<StatementRow>('topic_statements')
    const walk = createWalks(context)
    await walk('voices', voices, { fresh: { $exists: false } }, async (rows) => {
      for (const { _id, communityId, stances } of rows)
        await voices.updateOne(
          { _id, communityId, fresh: { $exists: false } },
          { $set: { fresh: Object.keys(stances) } },
        )
    })
    await walk('statements', statements, { fresh: { $exists: false } }, async (rows) => {
      for (const { _id, communityId, agree, disagree, pass } of rows)
        await statements.updateOne(
          { _id, communityId, fresh: { $exists: false } },
          { $set: { fresh: agree + disagree + pass } },
        )
    })
  },
}
