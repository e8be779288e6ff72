import { MOST_STATEMENTS, type Stance } from '@linli/shared/council/topics.kinds'
import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { statementModel, voiceModel, type StatementRow, type VoiceRow } from './statement.model'

export interface StatementsRepository {
  ofTopic(scope: Scope, topicId: string): Promise<StatementRow[]>
  find(scope: Scope, topicId: string, id: string): Promise<StatementRow | null>
  /** The places a person has taken on a topic. */
  placesOf(scope: Scope, topicId: string, personId: string): Promise<number[]>
  /** 409 when the person has taken this place a moment ago. Joins the unit of work. */
  insert(row: StatementRow): Promise<void>
  /** Hides or shows; null when it is so already. Joins the unit of work. */
  setHidden(
    scope: Scope,
    topicId: string,
    id: string,
    hidden: StatementRow['hidden'],
  ): Promise<StatementRow | null>
  voiceOf(scope: Scope, topicId: string, personId: string): Promise<VoiceRow | null>
  /** Ends the stances of a topic. Joins the unit of work. */
  close(scope: Scope, topicId: string): Promise<void>
  /**
   * Keeps a person's last word on a statement and moves the figures with it. False when the statement is hidden or the
   * talking is over: then the caller's transaction has to end without it.
   */
  react(
    scope: Scope,
    to: { topicId: string; statementId: string; personId: string; stance: Stance; at: Date },
  ): Promise<boolean>
  /** Voices of a topic, the latest first, at most `limit`. */
  voices(scope: Scope, topicId: string, limit: number): Promise<VoiceRow[]>
  /** Puts down what everybody may read of a statement; from here on who is new to it is counted anew. Joins the unit of work. */
  tell(scope: Scope, row: StatementRow, told: NonNullable<StatementRow['told']>): Promise<void>
  /** What persons have said to statements of whatever topic, the newest topics first. */
  voicesOf(scope: Scope, personIds: readonly string[], limit: number): Promise<VoiceRow[]>
  countVoicesOf(scope: Scope, personIds: readonly string[]): Promise<number>
  latestOf(scope: Scope, accountId: string, limit: number): Promise<StatementRow[]>
  countOf(scope: Scope, accountId: string): Promise<number>
  /** The statements of an account that goes: they stay, without its name. */
  forgetAuthor(scope: Scope, accountId: string, nobody: string, label: string): Promise<void>
}

/** What is said to topics, and who agrees. */
export function createStatementsRepository(connection: Connection): StatementsRepository {
  const statements = statementModel(connection)
  const voices = voiceModel(connection)
  const voiceId = (topicId: string, personId: string): string => `${topicId}:${personId}`
  return {
    ofTopic: (scope, topicId) =>
      statements
        .find({ ...inScope(scope), topicId })
        .sort({ _id: 1 })
        .limit(MOST_STATEMENTS)
        .lean<StatementRow[]>(),
    find: (scope, topicId, id) =>
      statements.findOne({ ...inScope(scope), _id: id, topicId }).lean<StatementRow>(),
    async placesOf(scope, topicId, personId) {
      const rows = await statements
        .find({ ...inScope(scope), topicId, authorPersonId: personId }, { place: 1 })
        .lean<Pick<StatementRow, 'place'>[]>()
      return rows.map(({ place }) => place)
    },
    async insert(row) {
      await statements.create([row])
    },
    setHidden: (scope, topicId, id, hidden) =>
      statements
        .findOneAndUpdate(
          { ...inScope(scope), _id: id, topicId, hidden: hidden === null ? { $ne: null } : null },
          { $set: { hidden } },
          { returnDocument: 'after' },
        )
        .lean<StatementRow>(),
    voiceOf: (scope, topicId, personId) =>
      voices.findOne({ ...inScope(scope), _id: voiceId(topicId, personId) }).lean<VoiceRow>(),
    async react(scope, { topicId, statementId, personId, stance, at }) {
      const before = await voices
        .findOneAndUpdate(
          { ...inScope(scope), _id: voiceId(topicId, personId) },
          { $set: { [`stances.${statementId}`]: stance, at }, $setOnInsert: { topicId, personId } },
          { upsert: true, returnDocument: 'before' },
        )
        .lean<VoiceRow>()
      const was = before?.stances[statementId]
      if (was === stance) return true
      const isNew = before?.fresh?.includes(statementId) !== true
      if (isNew)
        await voices.updateOne(
          { ...inScope(scope), _id: voiceId(topicId, personId) },
          { $addToSet: { fresh: statementId } },
        )
      // Guarded here: what hides or closes the statement comes before this write or after it.
      const found = await statements.updateOne(
        { ...inScope(scope), _id: statementId, topicId, hidden: null, isClosed: { $ne: true } },
        { $inc: { [stance]: 1, ...(was !== undefined && { [was]: -1 }), ...(isNew && { fresh: 1 }) } },
      )
      return found.matchedCount === 1
    },
    async close(scope, topicId) {
      await statements.updateMany({ ...inScope(scope), topicId }, { $set: { isClosed: true } })
    },
    voices: (scope, topicId, limit) =>
      voices
        .find({ ...inScope(scope), topicId })
        .sort({ at: -1 })
        .limit(limit)
        .lean<VoiceRow[]>(),
    async tell(scope, { _id, topicId }, told) {
      await statements.updateOne({ ...inScope(scope), _id }, { $set: { told, fresh: 0 } })
      await voices.updateMany({ ...inScope(scope), topicId, fresh: _id }, { $pull: { fresh: _id } })
    },
    voicesOf: (scope, personIds, limit) =>
      voices
        .find({ ...inScope(scope), personId: { $in: [...personIds] } })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<VoiceRow[]>(),
    countVoicesOf: (scope, personIds) =>
      voices.countDocuments({ ...inScope(scope), personId: { $in: [...personIds] } }),
    latestOf: (scope, accountId, limit) =>
      statements
        .find({ ...inScope(scope), authorAccountId: accountId })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<StatementRow[]>(),
    countOf: (scope, accountId) =>
      statements.countDocuments({ ...inScope(scope), authorAccountId: accountId }),
    async forgetAuthor(scope, accountId, nobody, label) {
      await statements.updateMany(
        { ...inScope(scope), authorAccountId: accountId },
        { $set: { authorAccountId: nobody, authorLabel: label } },
      )
    },
  }
}
