import type { StaffOpinionItemView } from '@linli/shared/opinions/workbench.schema'
import { momentText } from '@linli/shared/time'
import { ringOf } from '@/features/opinions/deadline-ring'
import { Box } from '@/ui/box'
import { cls } from '@/ui/class-names'
import type { Column } from '@/ui/data-table.types'
import { ListRow } from '@/ui/list-row'
import { Ring } from '@/ui/ring'
import { StatusPill, type Tone } from '@/ui/status-pill'
import { isUrgent, UrgentMark } from './urgent-mark'

/** Staff read the same states from their own side: what waits for a resident does not ask for their act. */
export function staffTone({ status, deadline }: Pick<StaffOpinionItemView, 'status' | 'deadline'>): Tone {
  if (deadline?.state === 'overdue') return 'late'
  switch (status) {
    case 'submitted':
    case 'returned':
    case 'adjudicating':
      return 'you'
    case 'needs_info':
    case 'waiting':
      return 'wait'
    case 'accepted':
    case 'dispatched':
    case 'signed':
    case 'in_progress':
    case 'answered':
      return 'run'
    case 'closed':
      return 'done'
    case 'rejected':
    case 'withdrawn':
    case 'merged':
      return 'off'
  }
}

/** Who else has it open: `王秀英正在看`. */
export const workingWords = ({ working = [] }: StaffOpinionItemView): string =>
  working.length === 0 ? '' : `${working.join('、')}正在看`

function Due({ item }: { readonly item: StaffOpinionItemView }) {
  const { deadline } = item
  if (deadline === null) return <Box className="case-due">—</Box>
  const { tone, used } = ringOf(deadline)
  return (
    <Box className="case-due">
      <Ring size={20} tone={tone} used={used} />
      <Box>
        <Box className={cls('case-due__short', `case-due__short--${tone}`)}>{deadline.short}</Box>
        <Box className="case-due__at">
          {deadline.state === 'paused'
            ? item.statusLabel
            : `${momentText(new Date(deadline.dueAt), new Date())} 到期`}
        </Box>
      </Box>
    </Box>
  )
}

export const caseName = (item: StaffOpinionItemView): string =>
  [
    isUrgent(item) && '紧急',
    item.title,
    item.placeLabel,
    item.statusLabel,
    item.deadline?.short,
    item.escalation,
  ]
    .filter(Boolean)
    .join('，')

export const caseColumns: readonly Column<StaffOpinionItemView>[] = [
  { key: 'due', title: '到期', width: '190px', render: (item) => <Due item={item} /> },
  {
    key: 'what',
    title: '事项',
    render: (item) => (
      <>
        <Box className="case-title">
          {isUrgent(item) && <UrgentMark />}
          <Box as="span">{item.title}</Box>
        </Box>
        <Box className="case-place">
          {[item.placeLabel, item.category.label, workingWords(item)].filter(Boolean).join(' · ')}
        </Box>
      </>
    ),
  },
  {
    key: 'owner',
    title: '主办',
    width: '148px',
    render: (item) => (item.ownerLabel === '' ? '—' : item.ownerLabel),
  },
  {
    key: 'status',
    title: '状态',
    width: '112px',
    render: (item) => (
      <StatusPill tone={staffTone(item)}>
        {item.escalation === '' ? item.statusLabel : item.escalation}
      </StatusPill>
    ),
  },
]

/** The same case on a phone. */
export function CaseRow({
  item,
  onTap,
}: {
  readonly item: StaffOpinionItemView
  /** Undefined where the case itself is not for whoever reads of it. */
  readonly onTap: (() => void) | undefined
}) {
  const lead = item.deadline === null ? undefined : <Ring size={40} {...ringOf(item.deadline)} />
  return (
    <ListRow
      title={
        <>
          {isUrgent(item) && <UrgentMark />}
          <Box as="span">{item.title}</Box>
        </>
      }
      detail={[item.deadline?.short, item.escalation, item.ownerLabel, workingWords(item)]
        .filter(Boolean)
        .join(' · ')}
      onTap={onTap}
      meta={
        <>
          <StatusPill tone={staffTone(item)}>{item.statusLabel}</StatusPill>
          <Box as="span">{item.placeLabel}</Box>
        </>
      }
      {...(lead === undefined ? { disc: 'opinion-box' as const } : { lead })}
    />
  )
}
