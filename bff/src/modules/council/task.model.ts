import type { TaskStatus } from '@linli/shared/council/tasks.machine'
import { Schema, type Connection, type Model } from 'mongoose'
import { fileRefSchema, type FileRef } from '../../platform/files/file-ref'
import type { SignedAct } from './topic.model'

export interface TaskReport extends SignedAct {
  id: string
  text: string
  photos: FileRef[]
  isDone: boolean
}

/** What has to be done because of a resolution. */
export interface TaskRow {
  _id: string
  communityId: string
  topicId: string
  text: string
  /** Who does it, in words: an office, the property company, a neighbour who offered. */
  owner: string
  setByAccountId: string
  dueAt: Date
  status: TaskStatus
  reports: TaskReport[]
  yes: number
  no: number
  /** People of one word who decide; frozen with the task. */
  needed: number
  /** How often those who answer for it were told that it is late. */
  toldLate: number
  /** When the sweep has something to do; absent when nothing waits. */
  nextActionAt?: Date
  createdAt: Date
  /** When its status last changed. */
  changedAt: Date
}

const reportSchema = new Schema<TaskReport>(
  {
    id: { type: String, required: true },
    text: { type: String, required: true },
    photos: { type: [fileRefSchema], default: [] },
    isDone: { type: Boolean, required: true },
    byAccountId: { type: String, required: true },
    byName: { type: String, default: '' },
    at: { type: Date, required: true },
  },
  { _id: false, strict: 'throw' },
)

const taskSchema = new Schema<TaskRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    topicId: { type: String, required: true },
    text: { type: String, required: true },
    owner: { type: String, required: true },
    setByAccountId: { type: String, required: true },
    dueAt: { type: Date, required: true },
    status: { type: String, required: true },
    reports: { type: [reportSchema], default: [] },
    yes: { type: Number, default: 0 },
    no: { type: Number, default: 0 },
    needed: { type: Number, required: true },
    toldLate: { type: Number, default: 0 },
    nextActionAt: Date,
    createdAt: { type: Date, required: true },
    changedAt: { type: Date, required: true },
  },
  { collection: 'council_tasks', strict: 'throw', autoIndex: false, versionKey: false },
)
taskSchema.index({ communityId: 1, topicId: 1, _id: 1 }, { name: 'council_task_topic' })
// Only tasks that can become late are in it, whatever their community.
taskSchema.index({ nextActionAt: 1 }, { name: 'council_task_next_action', sparse: true })

export const taskModel = (connection: Connection): Model<TaskRow> =>
  connection.models.CouncilTask ?? connection.model<TaskRow>('CouncilTask', taskSchema)

/** What one person says of a task that is called done. */
export interface TaskWordRow {
  /** `<task>:<person>` */
  _id: string
  communityId: string
  taskId: string
  personId: string
  isDone: boolean
  at: Date
}

const wordSchema = new Schema<TaskWordRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    taskId: { type: String, required: true },
    personId: { type: String, required: true },
    isDone: { type: Boolean, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'council_task_words', strict: 'throw', autoIndex: false, versionKey: false },
)
wordSchema.index({ communityId: 1, taskId: 1, _id: 1 }, { name: 'council_task_word_task' })
wordSchema.index({ communityId: 1, personId: 1, _id: -1 }, { name: 'council_task_word_person' })

export const taskWordModel = (connection: Connection): Model<TaskWordRow> =>
  connection.models.CouncilTaskWord ?? connection.model<TaskWordRow>('CouncilTaskWord', wordSchema)
