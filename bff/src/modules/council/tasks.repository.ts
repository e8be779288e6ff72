import { MOST_REPORTS, MOST_TASKS, type TaskStatus } from '@linli/shared/council/tasks.machine'
import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { taskModel, taskWordModel, type TaskReport, type TaskRow, type TaskWordRow } from './task.model'

export interface TasksRepository {
  insert(rows: readonly TaskRow[]): Promise<void>
  ofTopic(scope: Scope, topicId: string): Promise<TaskRow[]>
  find(scope: Scope, topicId: string, id: string): Promise<TaskRow | null>
  /** Adds a report while the task is open; null when it is not, or holds as many as it may. That it is done can always be said. */
  report(scope: Scope, id: string, report: TaskReport): Promise<TaskRow | null>
  /** What the person has said of tasks. */
  wordsOf(scope: Scope, personId: string, taskIds: readonly string[]): Promise<Map<string, boolean>>
  /** What persons have said of tasks, the newest tasks first. */
  wordsOfPersons(scope: Scope, personIds: readonly string[], limit: number): Promise<TaskWordRow[]>
  findMany(scope: Scope, ids: readonly string[]): Promise<TaskRow[]>
  /** Keeps a person's last word and moves the figures with it; null when the task is not called done. Joins the unit of work. */
  say(
    scope: Scope,
    word: { taskId: string; personId: string; isDone: boolean; at: Date },
  ): Promise<TaskRow | null>
  /** Moves it on; null when its status is another by now. Joins the unit of work. */
  change(
    scope: Scope,
    id: string,
    from: TaskStatus,
    set: Partial<
      Pick<TaskRow, 'status' | 'yes' | 'no' | 'changedAt' | 'dueAt' | 'nextActionAt' | 'toldLate'>
    >,
    unset?: 'nextActionAt',
  ): Promise<TaskRow | null>
  /** What was said before it was begun anew counts no more. Joins the unit of work. */
  forgetWords(scope: Scope, taskId: string): Promise<void>
  /** Tasks whose time has come, across communities: for the sweep alone. */
  due(now: Date, limit: number, skip: number): Promise<TaskRow[]>
  /** Notes that those who answer for it were told, once more; false when somebody else did. */
  toldLate(scope: Scope, row: TaskRow, next: Date | null): Promise<boolean>
}

/** Tasks of resolutions, and what neighbours say of them. */
export function createTasksRepository(connection: Connection): TasksRepository {
  const tasks = taskModel(connection)
  const words = taskWordModel(connection)
  return {
    async insert(rows) {
      if (rows.length > 0) await tasks.insertMany([...rows])
    },
    ofTopic: (scope, topicId) =>
      tasks
        .find({ ...inScope(scope), topicId })
        .sort({ _id: 1 })
        .limit(MOST_TASKS)
        .lean<TaskRow[]>(),
    find: (scope, topicId, id) => tasks.findOne({ ...inScope(scope), _id: id, topicId }).lean<TaskRow>(),
    report: (scope, id, report) =>
      tasks
        .findOneAndUpdate(
          {
            ...inScope(scope),
            _id: id,
            status: 'open',
            ...(!report.isDone && { [`reports.${MOST_REPORTS - 1}`]: { $exists: false } }),
          },
          {
            $push: { reports: report },
            ...(report.isDone && {
              $set: { status: 'done', yes: 0, no: 0, changedAt: report.at },
              $unset: { nextActionAt: 1 },
            }),
          },
          { returnDocument: 'after' },
        )
        .lean<TaskRow>(),
    async wordsOf(scope, personId, taskIds) {
      if (taskIds.length === 0) return new Map()
      const rows = await words
        .find({ ...inScope(scope), _id: { $in: taskIds.map((id) => `${id}:${personId}`) } })
        .lean<TaskWordRow[]>()
      return new Map(rows.map(({ taskId, isDone }) => [taskId, isDone]))
    },
    wordsOfPersons: (scope, personIds, limit) =>
      words
        .find({ ...inScope(scope), personId: { $in: [...personIds] } })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<TaskWordRow[]>(),
    findMany: (scope, ids) =>
      ids.length === 0
        ? Promise.resolve([])
        : tasks.find({ ...inScope(scope), _id: { $in: [...ids] } }).lean<TaskRow[]>(),
    async say(scope, { taskId, personId, isDone, at }) {
      const before = await words
        .findOneAndUpdate(
          { ...inScope(scope), _id: `${taskId}:${personId}` },
          { $set: { isDone, at }, $setOnInsert: { taskId, personId } },
          { upsert: true, returnDocument: 'before' },
        )
        .lean<TaskWordRow>()
      const isSame = before?.isDone === isDone
      const by = isSame ? {} : { [isDone ? 'yes' : 'no']: 1, ...(before && { [isDone ? 'no' : 'yes']: -1 }) }
      return tasks
        .findOneAndUpdate(
          { ...inScope(scope), _id: taskId, status: 'done' },
          isSame ? { $set: { status: 'done' } } : { $inc: by },
          { returnDocument: 'after' },
        )
        .lean<TaskRow>()
    },
    change: (scope, id, from, set, unset) =>
      tasks
        .findOneAndUpdate(
          { ...inScope(scope), _id: id, status: from },
          { $set: set, ...(unset && { $unset: { [unset]: 1 } }) },
          { returnDocument: 'after' },
        )
        .lean<TaskRow>(),
    async forgetWords(scope, taskId) {
      await words.deleteMany({ ...inScope(scope), taskId })
    },
    due: (now, limit, skip) =>
      tasks
        .find({ nextActionAt: { $lte: now } })
        .sort({ nextActionAt: 1 })
        .skip(skip)
        .limit(limit)
        .lean<TaskRow[]>(),
    async toldLate(scope, row, next) {
      const answer = await tasks.updateOne(
        // Begun anew since it was read: it has another day, and nobody is told of the former one.
        {
          ...{ ...inScope(scope), _id: row._id, status: 'open', toldLate: row.toldLate },
          nextActionAt: row.nextActionAt ?? null,
        },
        {
          $inc: { toldLate: 1 },
          ...(next === null ? { $unset: { nextActionAt: 1 } } : { $set: { nextActionAt: next } }),
        },
      )
      return answer.modifiedCount === 1
    },
  }
}
