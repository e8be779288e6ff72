import * as z from 'zod/mini'
import { file } from '../files/files.schema'
import { id, isoDay, isoTime } from '../scalars.schema'
import { limitUnits } from './opinions.catalogue'
import { opinionStatuses } from './opinions.machine'

export const opinionLimits = { text: 500, photos: 9, reply: 1000, comment: 200, reopenText: 200 } as const
export const photoIds = z
  .array(id)
  .check(z.maxLength(opinionLimits.photos, `最多 ${opinionLimits.photos} 张照片`))
export const status = z.enum(opinionStatuses)

/** Nobody has looked; somebody of the office looked and it can be used, or not. */
export const videoStates = ['new', 'usable', 'refused'] as const

export const category = z.object({
  code: z.string(),
  label: z.string(),
  groupLabel: z.string(),
  urgent: z.boolean(),
  /** Until the answer, in `unit`. */
  days: z.number(),
  unit: z.enum(limitUnits),
  /** The time stands while the case waits for the resident. */
  pauses: z.boolean(),
})

/** A deadline that explains itself; everything is computed by the server from its own clock. */
export const deadline = z
  .object({
    kind: z.enum(['acceptance', 'answer', 'signing', 'task']),
    state: z.enum(['running', 'due-today', 'overdue', 'paused', 'done']),
    dueAt: isoTime,
    /** `社区最晚 11月30日 18:00 前答复您` */
    sentence: z.string(),
    /** For a row of a list: `还剩 3 个工作日`, `今天 18:00 前`, `逾期 1 小时`, `已暂停`, `用时 2 个工作日`. */
    short: z.string(),
    /** `从 11月23日受理的次日起，5 个工作日，周末不计` */
    rule: z.string(),
    /** What is counted. By the hour there are no days left to tell: they are 0. */
    unit: z.enum([...limitUnits, 'minutes']),
    workdaysLeft: z.number(),
    workdaysTotal: z.number(),
    /** What is left by the hour: office hours for `workhours`; where days are counted, on the last of them alone. */
    minutesLeft: z.number(),
    /** Share of the promised time that is used, 0 to 1. */
    used: z.number(),
    /** True when a day of a year without its holiday notice is involved (暂定). */
    provisional: z.boolean(),
    strip: z.array(
      z.object({
        day: isoDay,
        label: z.string(),
        kind: z.enum(['start', 'counted', 'today', 'rest', 'due']),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'Deadline' })
export type DeadlineView = z.infer<typeof deadline>

export const entry = z
  .object({
    id,
    kind: z.enum(['event', 'reply', 'question', 'supplement', 'note', 'report']),
    /** What happened in a few words: `社区已受理`, `社区回复`, `内部备注`. */
    title: z.string(),
    text: z.nullable(z.string()),
    photos: z.array(file),
    /** How it looked before the work, beside what it looks like now. */
    before: z.array(file),
    /** `社区工作者 陈立新`; null for the author's own entries and the system's. */
    by: z.nullable(z.string()),
    at: isoTime,
  })
  .register(z.globalRegistry, { id: 'OpinionEntry' })
export type OpinionEntryView = z.infer<typeof entry>

export const rating = z.object({
  score: z.number(),
  solved: z.enum(['yes', 'partly', 'no']),
  comment: z.string(),
  at: isoTime,
})

/** What was spoken, for its author and the staff alone. */
export const voice = z.nullable(
  z.object({
    file,
    seconds: z.number(),
    /** What staff wrote down of it; null before. */
    transcript: z.nullable(z.string()),
  }),
)

/** A short film for the staff; who may not play it yet, or after it was put away, gets no file. */
export const video = z.nullable(
  z.object({ file: z.nullable(file), seconds: z.number(), state: z.enum(videoStates) }),
)
const opinionId = 'opn_1BoxkVZLBjFjeN8D7r'
const at = '2026-11-23T02:31:00.000Z'
export const sampleCategory = {
  code: 'sanitation.corridor',
  label: '楼道堆物',
  groupLabel: '环境卫生',
  urgent: false,
  days: 5,
  unit: 'workdays' as const,
  pauses: true,
}
export const sampleDeadline = {
  kind: 'answer',
  state: 'running',
  dueAt: '2026-11-30T10:00:00.000Z',
  sentence: '社区最晚 11月30日 18:00 前答复您',
  short: '还剩 3 个工作日',
  rule: '从 11月23日受理的次日起，5 个工作日，周末不计',
  unit: 'workdays' as const,
  workdaysLeft: 3,
  workdaysTotal: 5,
  minutesLeft: 0,
  used: 0.4,
  provisional: false,
  strip: [{ day: '2026-11-23', label: '受理', kind: 'start' }],
}
export const sampleItem = {
  id: opinionId,
  number: 'QH-20261123-0047',
  title: '楼道堆了旧柜子和纸箱，轮椅过不去',
  category: sampleCategory,
  placeLabel: '锦和苑 3 号楼 2 单元',
  status: 'in_progress',
  statusLabel: '办理中',
  submittedAt: at,
  deadline: sampleDeadline,
  waitsForMe: false,
  proxy: null,
}
export const sampleEntry = {
  id: 'ent_1BoxkVZLBjFjeN8D7r',
  kind: 'event',
  title: '社区已受理',
  text: null,
  photos: [],
  before: [],
  by: '社区工作者 陈立新',
  at: '2026-11-23T06:06:00.000Z',
}
export const sampleText = '3 号楼 2 单元 5 楼到 6 楼的楼道堆了旧柜子和纸箱，轮椅过不去，也挡住了消火栓。'
