import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { file } from '../files/files.schema'
import { id, idParams, isoTime, text, version } from '../scalars.schema'
import type { chainRoutes } from './chain.routes'
import { chainKeys } from './chain.rules'
import { lateRungs, MOST_TASKS, resolutionBases, taskStatuses } from './tasks.machine'
import { topicStatuses } from './topics.machine'

const link = z.object({
  key: z.enum(chainKeys),
  title: z.string(),
  state: z.enum(['done', 'now', 'next', 'left_out']),
  at: z.nullable(isoTime),
  text: z.string(),
})
export type ChainLinkView = z.infer<typeof link>

const report = z.object({
  id: z.string(),
  text: z.string(),
  photos: z.array(file),
  by: z.string(),
  at: isoTime,
  isDone: z.boolean(),
})

const task = z.object({
  id,
  text: z.string(),
  owner: z.string(),
  dueAt: isoTime,
  overdue: z.boolean(),
  /** How far up a late task has been told; `nobody` for one that is in time. */
  toldTo: z.enum(lateRungs),
  status: z.enum(taskStatuses),
  statusLabel: z.string(),
  reports: z.array(report),
  /** Neighbours who say that it is done, that it is not, and how many of one kind decide. */
  yes: z.number(),
  no: z.number(),
  needed: z.number(),
  /** What the caller has said; null while nothing. */
  mine: z.nullable(z.boolean()),
})
export type TaskView = z.infer<typeof task>

const linkedPoll = z.object({ id, title: z.string(), phaseLabel: z.string(), closesAt: isoTime })

const chain = z
  .object({
    id,
    version,
    communityId: id,
    title: z.string(),
    status: z.enum(topicStatuses),
    statusLabel: z.string(),
    links: z.array(link),
    meetings: z.array(z.object({ id, title: z.string(), statusLabel: z.string(), startsAt: isoTime })),
    motion: z.nullable(z.object({ text: z.string(), by: z.string(), at: isoTime })),
    poll: z.nullable(linkedPoll),
    resolution: z.nullable(
      z.object({
        text: z.string(),
        basisLabel: z.string(),
        /** The meeting that took it; null where none did. */
        meeting: z.nullable(z.object({ id, title: z.string(), startsAt: isoTime })),
        /** Why nothing has to be done after it; null while tasks are open to be set, or were. */
        closedBecause: z.nullable(z.string()),
        passed: z.boolean(),
        by: z.string(),
        at: isoTime,
        /** Never taken down before; it stays after that too. */
        publicUntil: isoTime,
        /** The notices that disclose it and how it was carried out; null until they are out. */
        noticeId: z.nullable(id),
        doneNoticeId: z.nullable(id),
      }),
    ),
    tasks: z.array(task),
    abilities: z.object({
      move: z.boolean(),
      linkPoll: z.boolean(),
      resolve: z.boolean(),
      close: z.boolean(),
      addTask: z.boolean(),
      report: z.boolean(),
      confirmTask: z.boolean(),
    }),
  })
  .register(z.globalRegistry, { id: 'Chain' })
export type ChainView = z.infer<typeof chain>

const newTask = z.strictObject({
  text: text(200, 4),
  owner: text(40, 2),
  days: z
    .number('请填数字')
    .check(z.int('要是整数'), z.gte(1, '至少 1 个工作日'), z.lte(250, '最多 250 个工作日')),
})
export type NewTask = z.infer<typeof newTask>

const at = '2026-11-23T02:00:00.000Z'
const sample = {
  id: 'top_1BoxkVZLBjFjeN8D7r',
  version: 4,
  communityId: 'nod_1BoxkVZLBjFjeN8D7r',
  title: '夜间广场舞的时间和音量',
  status: 'resolved',
  statusLabel: '已有决议，正在落实',
  links: [{ key: 'opinions', title: '意见', state: 'done', at, text: '来自 12 条意见' }],
  meetings: [],
  motion: { text: '晚上八点半以后不放音响', by: '陈立新', at },
  poll: null,
  resolution: {
    text: '晚上八点半以后不放音响',
    basisLabel: '协商一致',
    ...{ meeting: null, closedBecause: null },
    passed: true,
    by: '陈立新',
    at,
    publicUntil: '2026-12-08T02:00:00.000Z',
    noticeId: 'ntc_1BoxkVZLBjFjeN8D7r',
    doneNoticeId: null,
  },
  tasks: [
    {
      id: 'tsk_1BoxkVZLBjFjeN8D7r',
      text: '在花园四周立提示牌',
      owner: '社区 陈立新',
      dueAt: '2026-12-01T10:00:00.000Z',
      overdue: false,
      toldTo: 'nobody',
      status: 'open',
      statusLabel: '正在落实',
      reports: [],
      yes: 0,
      no: 0,
      needed: 3,
      mine: null,
    },
  ],
  abilities: {
    move: false,
    linkPoll: false,
    resolve: false,
    close: false,
    addTask: true,
    report: true,
    confirmTask: false,
  },
} as const
const moved = ['forbidden', 'not_found', 'invalid_status', 'version_conflict'] as const
const ofChain = { params: idParams, response: chain }

export const chainSchemas = {
  get: { ...ofChain, errors: ['not_found'], examples: { response: { ...sample } } },
  move: {
    ...ofChain,
    body: z.strictObject({ version, text: text(1000, 4) }),
    errors: [...moved],
    examples: { body: { version: 3, text: '晚上八点半以后不放音响' }, response: { ...sample } },
  },
  polls: {
    params: idParams,
    response: z.object({ items: z.array(linkedPoll) }),
    errors: ['forbidden', 'not_found'],
    examples: { response: { items: [] } },
  },
  linkPoll: {
    ...ofChain,
    body: z.strictObject({ version, pollId: id }),
    errors: [...moved],
    examples: { body: { version: 4, pollId: 'pol_1BoxkVZLBjFjeN8D7r' }, response: { ...sample } },
  },
  resolve: {
    ...ofChain,
    body: z.strictObject({
      version,
      basis: z.enum(resolutionBases),
      text: text(2000, 4),
      /** The meeting that took it; one with the topic on its agenda. */
      meetingId: z.optional(z.nullable(id)),
      tasks: z.array(newTask).check(z.maxLength(MOST_TASKS, `最多 ${MOST_TASKS} 件`)),
    }),
    errors: [...moved],
    examples: {
      body: { version: 4, basis: 'deliberation', text: '晚上八点半以后不放音响', tasks: [] },
      response: { ...sample },
    },
  },
  close: {
    ...ofChain,
    body: z.strictObject({ version, text: text(300, 5) }),
    errors: [...moved, 'conflict'],
    examples: { body: { version: 5, text: '只是约定大家都守的时间，没有要做的事' }, response: { ...sample } },
  },
  addTask: {
    ...ofChain,
    body: newTask,
    errors: ['forbidden', 'not_found', 'invalid_status'],
    examples: {
      body: { text: '在花园四周立提示牌', owner: '社区 陈立新', days: 5 },
      response: { ...sample },
    },
  },
  report: {
    ...ofChain,
    body: z.strictObject({
      taskId: id,
      text: text(500, 2),
      photoIds: z.array(id).check(z.maxLength(9, '最多 9 张照片')),
      isDone: z.boolean(),
    }),
    errors: ['forbidden', 'not_found', 'invalid_status'],
    examples: {
      body: { taskId: 'tsk_1BoxkVZLBjFjeN8D7r', text: '四块牌子都立好了', photoIds: [], isDone: true },
      response: { ...sample },
    },
  },
  confirmTask: {
    ...ofChain,
    body: z.strictObject({ taskId: id, isDone: z.boolean() }),
    errors: ['forbidden', 'not_found', 'invalid_status'],
    examples: { body: { taskId: 'tsk_1BoxkVZLBjFjeN8D7r', isDone: true }, response: { ...sample } },
  },
} satisfies SchemaTable<typeof chainRoutes>
