import type { staffFilters } from '@linli/shared/opinions/workbench.schema'

export type CaseFilter = (typeof staffFilters)[number]
export type CaseCounts = Readonly<Record<CaseFilter, number>>

/** The chips of the workbench, in the order of a working day. */
export const caseFilters: readonly { readonly value: CaseFilter; readonly label: string }[] = [
  { value: 'all', label: '全部' },
  { value: 'urgent', label: '紧急' },
  { value: 'to-accept', label: '待受理' },
  { value: 'to-sign', label: '待签收' },
  { value: 'returned', label: '被退回' },
  { value: 'mine', label: '我在办' },
  { value: 'overdue', label: '已逾期' },
  { value: 'due-today', label: '今天到期' },
  { value: 'paused', label: '暂停' },
  { value: 'answered', label: '待评价' },
  { value: 'closed', label: '已办结' },
]

/** The sentence beside the title: what the day asks for. */
export function daySentence(counts: CaseCounts | undefined): string | undefined {
  if (counts === undefined) return undefined
  const { urgent, overdue } = counts
  const due = counts['due-today']
  if (urgent === 0 && overdue === 0 && due === 0) return '今天没有到期的办件'
  return [
    urgent > 0 && `${urgent} 件紧急`,
    due > 0 && `今天 ${due} 件到期`,
    overdue > 0 && `${overdue} 件已逾期`,
  ]
    .filter(Boolean)
    .join('，')
}

/**
 * How far the list reaches.
 * @param all how many there are; undefined where nobody counted, behind a search or in a single grid
 */
export function shownText(listed: number, all: number | undefined): string {
  if (all === undefined) return `列出 ${listed} 件`
  return all <= listed ? `共 ${listed} 件` : `共 ${all} 件，显示前 ${listed} 件`
}
