import { chainOf, chainTitles } from '@linli/shared/council/chain.rules'
import type { ChainView, TaskView } from '@linli/shared/council/chain.schema'
import { lateRungs, resolutionBasisLabel, taskStatusLabel } from '@linli/shared/council/tasks.machine'
import { meetingStatusLabel } from '@linli/shared/council/meetings.machine'
import { can } from '@linli/shared/machine'
import { topicMachine, topicStatusAt, topicStatusLabel } from '@linli/shared/council/topics.machine'
import type { FileView } from '@linli/shared/files/files.schema'
import type { FileRef } from '../../platform/files/file-ref'
import type { ChainPoll } from '../polls/poll-chain.service'
import type { MeetingRow } from './meeting.model'
import type { TaskRow } from './task.model'
import type { TopicRow } from './topic.model'
import { presentTopicItem } from './topics.presenter'

export interface ChainReader {
  readonly now: Date
  readonly screens: boolean
  readonly inspects: boolean
  readonly isNeighbour: boolean
  /** What the reader has said of tasks. */
  readonly words: ReadonlyMap<string, boolean>
  readonly present: (ref: FileRef) => FileView
}

const DESK = '社区工作人员'

function presentTask(row: TaskRow, { now, words, present }: ChainReader): TaskView {
  const overdue = row.status === 'open' && row.dueAt < now
  return {
    id: row._id,
    text: row.text,
    owner: row.owner,
    dueAt: row.dueAt.toISOString(),
    overdue,
    toldTo: (overdue ? lateRungs[row.toldLate] : undefined) ?? 'nobody',
    status: row.status,
    statusLabel: taskStatusLabel[row.status],
    reports: row.reports.map((report) => ({
      id: report.id,
      text: report.text,
      photos: report.photos.map(present),
      by: report.byName || DESK,
      at: report.at.toISOString(),
      isDone: report.isDone,
    })),
    yes: row.yes,
    no: row.no,
    needed: row.needed,
    mine: words.get(row._id) ?? null,
  }
}

export function presentChain(
  row: TopicRow,
  beside: {
    readonly poll: ChainPoll | null
    readonly meetings: readonly MeetingRow[]
    readonly tasks: readonly TaskRow[]
  },
  reader: ChainReader,
): ChainView {
  const { now, screens, inspects, isNeighbour } = reader
  const { tasks, meetings } = beside
  const { motion, resolution } = row
  const status = topicStatusAt(row, now)
  // A poll nobody has been told of yet is the desk's alone.
  const poll = beside.poll && (beside.poll.isAnnounced || inspects) ? beside.poll : null
  const links = chainOf(
    {
      status,
      sentence: presentTopicItem(row, { now, inspects, supported: false }).sentence,
      opinions: row.opinionIds.length,
      proposedAt: row.createdAt,
      adoptedAt: row.adoption?.at ?? null,
      statements: row.statements,
      meetings,
      motionAt: motion?.at ?? null,
      poll: poll && {
        phaseLabel: poll.phaseLabel,
        at: poll.closesAt,
        isOut: poll.isPublished,
        isOver: poll.isOver,
      },
      resolution: resolution && {
        ...{ at: resolution.at, passed: resolution.passed, basis: resolution.basis },
        closedBecause: resolution.closedBecause ?? null,
      },
      tasks: tasks.map((task) => ({ status: task.status, dueAt: task.dueAt, at: task.changedAt })),
    },
    now,
  )
  const isCarried = status === 'resolved'
  return {
    id: row._id,
    version: row.version,
    communityId: row.communityId,
    title: row.title,
    status,
    statusLabel: topicStatusLabel[status],
    links: links.map((one) => ({ ...one, title: chainTitles[one.key], at: one.at?.toISOString() ?? null })),
    meetings: meetings.map(({ _id, title, status: at, startsAt }) => ({
      ...{ id: _id, title, statusLabel: meetingStatusLabel[at] },
      startsAt: startsAt.toISOString(),
    })),
    motion: motion && { text: motion.text, by: motion.byName || DESK, at: motion.at.toISOString() },
    poll: poll && presentPoll(poll),
    resolution: resolution && {
      text: resolution.text,
      basisLabel: resolutionBasisLabel[resolution.basis],
      passed: resolution.passed,
      meeting: meetingOf(meetings, resolution.meetingId ?? null),
      closedBecause: resolution.closedBecause ?? null,
      by: resolution.byName || DESK,
      at: resolution.at.toISOString(),
      publicUntil: resolution.publicUntil.toISOString(),
      noticeId: row.noticeId,
      doneNoticeId: row.doneNoticeId,
    },
    tasks: tasks.map((task) => presentTask(task, reader)),
    abilities: {
      move: screens && can(topicMachine, status, 'move'),
      linkPoll: screens && status === 'moved' && beside.poll?.isCounted !== true,
      resolve: screens && can(topicMachine, status, 'resolve'),
      close: screens && isCarried && tasks.length === 0,
      addTask: screens && isCarried,
      report: screens && isCarried && tasks.some((task) => task.status === 'open'),
      confirmTask: isNeighbour && isCarried && tasks.some((task) => task.status === 'done'),
    },
  }
}

function meetingOf(meetings: readonly MeetingRow[], id: string | null) {
  const found = meetings.find(({ _id }) => _id === id)
  return found ? { id: found._id, title: found.title, startsAt: found.startsAt.toISOString() } : null
}

export const presentPoll = ({ id, title, phaseLabel, closesAt }: ChainPoll) => ({
  ...{ id, title, phaseLabel },
  closesAt: closesAt.toISOString(),
})
