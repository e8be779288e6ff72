import { defineMachine, statusesOf, type StatusOf } from '../machine'

/**
 * A list on its way into the roll. `reading` finds what is wrong with the file itself, `checking` compares it with
 * the roll, `checked` waits for a person, `applying` writes. Nothing of the roll changes before `applying`; a list
 * that ends as `stopped` or `failed` there has written whole rows, and says how many.
 */
export const importMachine = defineMachine({
  reading: { read: 'checking', refuse: 'refused', cancel: 'cancelled', fail: 'failed' },
  checking: { check: 'checked', cancel: 'cancelled', fail: 'failed' },
  checked: { confirm: 'applying', cancel: 'cancelled' },
  applying: { finish: 'done', cancel: 'stopped', fail: 'failed' },
  refused: {},
  cancelled: {},
  done: {},
  stopped: {},
  failed: {},
})
export type ImportStatus = StatusOf<typeof importMachine>
export const importStatuses = statusesOf(importMachine)

export const importStatusLabel: Record<ImportStatus, string> = {
  reading: '正在读取',
  checking: '正在核对',
  checked: '等您确认',
  applying: '正在导入',
  refused: '文件不能用',
  cancelled: '已取消',
  done: '已完成',
  stopped: '中途停止',
  failed: '没有办成',
}

/** While one of these runs, a community takes no second list. */
export const runningStatuses = ['reading', 'checking', 'applying'] as const satisfies readonly ImportStatus[]
export const isRunning = (status: ImportStatus): boolean =>
  runningStatuses.some((running) => running === status)
