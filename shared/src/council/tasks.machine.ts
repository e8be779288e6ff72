import { defineMachine, type StatusOf } from '../machine'

/** A task that follows from a resolution. Staff say it is done; it is confirmed when enough neighbours say so too. */
export const taskMachine = defineMachine({
  open: { finish: 'done' },
  done: { confirm: 'confirmed', redo: 'open' },
  confirmed: {},
})
export type TaskStatus = StatusOf<typeof taskMachine>
export const taskStatuses = Object.keys(taskMachine) as [TaskStatus, ...TaskStatus[]]

export const taskStatusLabel: Record<TaskStatus, string> = {
  open: '正在落实',
  done: '做好了，等居民确认',
  confirmed: '居民已确认',
}

/** Who has been told that a task is late, each rung after the one before: nobody yet, the office, who answers for it, the street. */
export const lateRungs = ['nobody', 'desk', 'heads', 'street'] as const
export type LateRung = (typeof lateRungs)[number]

/** What a resolution rests on. */
export const resolutionBases = ['poll', 'deliberation'] as const
export type ResolutionBasis = (typeof resolutionBases)[number]
export const resolutionBasisLabel: Record<ResolutionBasis, string> = {
  poll: '按表决结果',
  deliberation: '协商一致',
}

/** Tasks of one resolution. */
export const MOST_TASKS = 20
/** Reports of one task. */
export const MOST_REPORTS = 30
/** Days a decision and how it was carried out stay public (城市居民委员会组织法 2025 art. 34). */
export const PUBLIC_DAYS = 15
