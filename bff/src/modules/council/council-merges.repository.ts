import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { councilMergeModel, type CouncilMergeRow } from './council-merge.model'
import { joinedGuest, partedGuest } from './joined-guests.rules'
import { joinVoices, partVoices, type StanceMove } from './joined-voices.rules'
import { meetingGuestModel, meetingModel, type MeetingGuestRow, type MeetingRow } from './meeting.model'
import { statementModel, voiceModel, type StatementRow, type VoiceRow } from './statement.model'
import { taskModel, taskWordModel, type TaskWordRow } from './task.model'
import { topicModel, topicSupportModel, type TopicRow, type TopicSupportRow } from './topic.model'

/** The merge of two records of one human. */
export interface PersonMerge {
  readonly mergeId: string
  readonly communityId: string
  readonly fromId: string
  readonly toId: string
}

export interface CouncilMerges {
  /** Gives the kept record what the other had in the council; one human counts once. Joins the unit of work. */
  join(scope: Scope, merge: PersonMerge): Promise<void>
  /** Gives it back; what was changed since stays as it is. Joins the unit of work. */
  part(scope: Scope, mergeId: string): Promise<void>
  /** The merge can be undone no more: what was kept for that goes. */
  forget(scope: Scope, mergeIds: readonly string[]): Promise<void>
}

/** Rows of the council that belong to a person, moved when two records become one and parted again. */
export function createCouncilMerges(connection: Connection): CouncilMerges {
  const merges = councilMergeModel(connection)
  const topics = topicModel(connection)
  const supports = topicSupportModel(connection)
  const voices = voiceModel(connection)
  const statements = statementModel(connection)
  const tasks = taskModel(connection)
  const words = taskWordModel(connection)
  const guests = meetingGuestModel(connection)
  const meetings = meetingModel(connection)

  const idOf = (thing: string, personId: string): string => `${thing}:${personId}`

  async function moveFigures(scope: Scope, moves: readonly StanceMove[]): Promise<void> {
    for (const { statementId, stance, by } of moves)
      await statements.updateOne({ ...inScope(scope), _id: statementId }, { $inc: { [stance]: by } })
  }
  /** Of two who were new to a statement one is left, or the other way round. */
  const countFresh = (scope: Scope, statementIds: readonly string[], by: 1 | -1) =>
    statements.updateMany({ ...inScope(scope), _id: { $in: [...statementIds] } }, { $inc: { fresh: by } })
  const countSupporter = (scope: Scope, topicId: string, by: 1 | -1) =>
    topics.updateOne({ ...inScope(scope), _id: topicId }, { $inc: { supporters: by } })
  const countWord = (scope: Scope, taskId: string, isDone: boolean, by: 1 | -1) =>
    tasks.updateOne(
      { ...inScope(scope), _id: taskId, status: 'done' },
      { $inc: { [isDone ? 'yes' : 'no']: by } },
    )

  async function joinSupports(scope: Scope, { fromId, toId }: PersonMerge) {
    const rows = await supports.find({ ...inScope(scope), personId: fromId }).lean<TopicSupportRow[]>()
    const moved: CouncilMergeRow['supports'] = []
    for (const { _id, communityId, topicId, at } of rows) {
      const other = await supports
        .findOneAndUpdate(
          { communityId, _id: idOf(topicId, toId) },
          { $setOnInsert: { topicId, personId: toId, at } },
          { upsert: true, returnDocument: 'before' },
        )
        .lean<TopicSupportRow>()
      if (other !== null) await countSupporter(scope, topicId, -1)
      await supports.deleteOne({ communityId, _id })
      moved.push({ topicId, at, both: other !== null })
    }
    return moved
  }

  async function joinVoicesOf(scope: Scope, { fromId, toId }: PersonMerge) {
    const rows = await voices.find({ ...inScope(scope), personId: fromId }).lean<VoiceRow[]>()
    const moved: CouncilMergeRow['voices'] = []
    for (const { _id, communityId, topicId, stances, at, fresh = [] } of rows) {
      const kept = await voices.findOne({ communityId, _id: idOf(topicId, toId) }).lean<VoiceRow>()
      const joined = joinVoices(kept?.stances ?? {}, stances)
      await moveFigures(scope, joined.moves)
      const both = fresh.filter((id) => kept?.fresh?.includes(id))
      await countFresh(scope, both, -1)
      await voices.updateOne(
        { communityId, _id: idOf(topicId, toId) },
        {
          $set: { stances: joined.stances, at: kept && kept.at > at ? kept.at : at, topicId, personId: toId },
          $addToSet: { fresh: { $each: fresh } },
        },
        { upsert: true },
      )
      await voices.deleteOne({ communityId, _id })
      moved.push({ topicId, at, stances, before: kept?.stances ?? null, fresh, both })
    }
    return moved
  }

  async function joinWords(scope: Scope, { fromId, toId }: PersonMerge) {
    const rows = await words.find({ ...inScope(scope), personId: fromId }).lean<TaskWordRow[]>()
    const moved: CouncilMergeRow['words'] = []
    for (const { _id, communityId, taskId, isDone, at } of rows) {
      const other = await words
        .findOneAndUpdate(
          { communityId, _id: idOf(taskId, toId) },
          { $setOnInsert: { taskId, personId: toId, isDone, at } },
          { upsert: true, returnDocument: 'before' },
        )
        .lean<TaskWordRow>()
      if (other !== null) await countWord(scope, taskId, isDone, -1)
      await words.deleteOne({ communityId, _id })
      moved.push({ taskId, isDone, at, both: other !== null })
    }
    return moved
  }

  async function joinGuests(scope: Scope, { fromId, toId }: PersonMerge) {
    const rows = await guests.find({ ...inScope(scope), personId: fromId }).lean<MeetingGuestRow[]>()
    const moved: CouncilMergeRow['guests'] = []
    for (const gone of rows) {
      const { communityId, meetingId } = gone
      const before = await guests.findOne({ communityId, _id: idOf(meetingId, toId) }).lean<MeetingGuestRow>()
      await guests.updateOne(
        { communityId, _id: idOf(meetingId, toId) },
        { $set: { meetingId, personId: toId, ...joinedGuest(gone, before) } },
        { upsert: true },
      )
      await guests.deleteOne({ communityId, _id: gone._id })
      moved.push({ gone, before })
    }
    return moved
  }

  /** Who was named for a meeting that is still to be announced, or whose list may still change, is named as who is left. */
  async function joinAudiences(scope: Scope, { fromId, toId }: PersonMerge): Promise<string[]> {
    const rows = await meetings
      .find(
        {
          ...inScope(scope),
          // By the days to come alone: what is past names whom it named.
          status: { $in: ['planned', 'invited'] },
          'audience.personIds': { $eq: fromId, $ne: toId },
        },
        { _id: 1 },
      )
      .lean<Pick<MeetingRow, '_id'>[]>()
    const meetingIds = rows.map(({ _id }) => _id)
    await meetings.updateMany(
      { ...inScope(scope), _id: { $in: meetingIds }, 'audience.personIds': fromId },
      { $set: { 'audience.personIds.$': toId } },
    )
    return meetingIds
  }

  async function joinStatements(scope: Scope, { fromId, toId }: PersonMerge) {
    const rows = await statements
      .find({ ...inScope(scope), authorPersonId: fromId }, { topicId: 1, place: 1, communityId: 1 })
      .lean<Pick<StatementRow, '_id' | 'communityId' | 'topicId' | 'place'>[]>()
    for (const { _id, communityId, topicId } of rows) {
      const own = await statements
        .find({ communityId, topicId, authorPersonId: toId }, { place: 1 })
        .lean<Pick<StatementRow, 'place'>[]>()
      // Behind the own ones: a place is taken once, and two records may together hold more than one person may.
      const place = own.reduce((last, one) => Math.max(last, one.place), 0) + 1
      await statements.updateOne({ communityId, _id }, { $set: { authorPersonId: toId, place } })
    }
    return rows.map(({ _id, place }) => ({ id: _id, place }))
  }

  async function joinTopics(scope: Scope, { fromId, toId }: PersonMerge) {
    const rows = await topics
      .find({ ...inScope(scope), proposerPersonId: fromId }, { _id: 1 })
      .lean<Pick<TopicRow, '_id'>[]>()
    const topicIds = rows.map(({ _id }) => _id)
    await topics.updateMany(
      { ...inScope(scope), _id: { $in: topicIds } },
      { $set: { proposerPersonId: toId } },
    )
    return topicIds
  }

  async function partSupports(scope: Scope, { communityId, fromId, toId, supports: moved }: CouncilMergeRow) {
    for (const { topicId, at, both } of moved) {
      const kept = await supports.findOne({ communityId, _id: idOf(topicId, toId) })
      // Taken back meanwhile, for both of them.
      if (kept === null) continue
      if (both) await countSupporter(scope, topicId, 1)
      else await supports.deleteOne({ communityId, _id: idOf(topicId, toId) })
      await supports.create([{ _id: idOf(topicId, fromId), communityId, topicId, personId: fromId, at }])
    }
  }

  async function partVoicesOf(scope: Scope, { communityId, fromId, toId, voices: moved }: CouncilMergeRow) {
    for (const { topicId, at, stances, before, fresh = [], both = [] } of moved) {
      const kept = await voices.findOne({ communityId, _id: idOf(topicId, toId) }).lean<VoiceRow>()
      const parted = partVoices(kept?.stances ?? {}, before ?? {}, stances)
      await moveFigures(scope, parted.moves)
      // What was told meanwhile is no news of either any more.
      const still = fresh.filter((id) => kept?.fresh?.includes(id))
      await countFresh(
        scope,
        still.filter((id) => both.includes(id)),
        1,
      )
      if (before === null && Object.keys(parted.stances).length === 0)
        await voices.deleteOne({ communityId, _id: idOf(topicId, toId) })
      else
        await voices.updateOne(
          { communityId, _id: idOf(topicId, toId) },
          {
            $set: { stances: parted.stances },
            $pull: { fresh: { $in: still.filter((id) => !both.includes(id)) } },
          },
        )
      await voices.create([
        { _id: idOf(topicId, fromId), communityId, topicId, personId: fromId, stances, at, fresh: still },
      ])
    }
  }

  async function partWords(scope: Scope, { communityId, fromId, toId, words: moved }: CouncilMergeRow) {
    for (const { taskId, isDone, at, both } of moved) {
      const kept = await words.findOne({ communityId, _id: idOf(taskId, toId) }).lean<TaskWordRow>()
      // Begun anew meanwhile: what was said of the first try counts for nobody.
      if (kept === null) continue
      if (both || kept.isDone !== isDone) await countWord(scope, taskId, isDone, 1)
      else await words.deleteOne({ communityId, _id: idOf(taskId, toId) })
      await words.create([{ _id: idOf(taskId, fromId), communityId, taskId, personId: fromId, isDone, at }])
    }
  }

  async function partGuests({ communityId, fromId, toId, guests: moved, audiences = [] }: CouncilMergeRow) {
    for (const { gone, before } of moved) {
      const own = { communityId, _id: idOf(gone.meetingId, toId) }
      const now = await guests.findOne(own).lean<MeetingGuestRow>()
      const kept = now && partedGuest(now, joinedGuest(gone, before), before)
      if (kept === null) await guests.deleteOne(own)
      else await guests.updateOne(own, { $set: kept })
      await guests.create([gone])
    }
    await meetings.updateMany(
      { communityId, _id: { $in: audiences }, 'audience.personIds': toId },
      { $set: { 'audience.personIds.$': fromId } },
    )
  }

  return {
    async join(scope, merge) {
      const { mergeId, communityId, fromId, toId } = merge
      await merges.create([
        {
          ...{ _id: mergeId, communityId, fromId, toId },
          supports: await joinSupports(scope, merge),
          voices: await joinVoicesOf(scope, merge),
          words: await joinWords(scope, merge),
          guests: await joinGuests(scope, merge),
          audiences: await joinAudiences(scope, merge),
          statements: await joinStatements(scope, merge),
          topicIds: await joinTopics(scope, merge),
        },
      ])
    },
    async part(scope, mergeId) {
      const row = await merges.findOne({ ...inScope(scope), _id: mergeId }).lean<CouncilMergeRow>()
      if (!row) return
      const { fromId } = row
      await partSupports(scope, row)
      await partVoicesOf(scope, row)
      await partWords(scope, row)
      await partGuests(row)
      for (const { id, place } of row.statements)
        await statements.updateOne(
          { ...inScope(scope), _id: id },
          { $set: { authorPersonId: fromId, place } },
        )
      await topics.updateMany(
        { ...inScope(scope), _id: { $in: row.topicIds } },
        { $set: { proposerPersonId: fromId } },
      )
      await merges.deleteOne({ ...inScope(scope), _id: mergeId })
    },
    async forget(scope, mergeIds) {
      await merges.deleteMany({ ...inScope(scope), _id: { $in: [...mergeIds] } })
    },
  }
}
