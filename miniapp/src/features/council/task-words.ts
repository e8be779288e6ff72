import type { TaskView } from '@linli/shared/council/chain.schema'
import { dayOf, daysBetween } from '@linli/shared/time'

/** What neighbours have said of a task that is called done, and how many of one kind settle it. */
export function wordsText({
  yes,
  no,
  needed,
  mine,
}: Pick<TaskView, 'yes' | 'no' | 'needed' | 'mine'>): string {
  const said = yes + no === 0 ? '还没有居民说' : `${yes} 人说做好了，${no} 人说还没做好`
  const own = mine === null ? '' : mine ? '。您说做好了' : '。您说还没做好'
  return `${said}，有 ${needed} 人说法一样就定下来${own}`
}

const toldText: Record<TaskView['toldTo'], string> = {
  nobody: '',
  desk: '，已经提醒社区',
  heads: '，已经告诉社区负责人',
  street: '，已经告诉社区负责人和街道',
}

/** `过了期限 6 天，已经告诉社区负责人和街道`: a late task says who knows of it. */
export function lateText({ dueAt, toldTo }: Pick<TaskView, 'dueAt' | 'toldTo'>, now: Date): string {
  const days = daysBetween(dayOf(new Date(dueAt)), dayOf(now))
  return `${days > 0 ? `过了期限 ${days} 天` : '今天过了期限'}${toldText[toldTo]}`
}

/** Called done once, and open again: neighbours said that it was not. */
export const isSentBack = ({ status, reports }: Pick<TaskView, 'status' | 'reports'>): boolean =>
  status === 'open' && reports.at(-1)?.isDone === true
