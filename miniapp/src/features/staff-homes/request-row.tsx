import { homeRequestStatusLabel } from '@linli/shared/homes/homes.machine'
import type { RequestItemView } from '@linli/shared/homes/home-requests.schema'
import { relationLabel } from '@linli/shared/session/relations'
import { momentText } from '@linli/shared/time'
import type { Column } from '@/ui/data-table.types'
import { ListRow } from '@/ui/list-row'
import { StatusPill, type Tone } from '@/ui/status-pill'

const staffTone = ({ status, overdue }: Pick<RequestItemView, 'status' | 'overdue'>): Tone => {
  if (overdue) return 'late'
  switch (status) {
    case 'submitted':
      return 'you'
    case 'needs_more':
      return 'wait'
    case 'approved':
      return 'done'
    case 'refused':
    case 'withdrawn':
    case 'lapsed':
      return 'off'
  }
}

const staffLabel: Readonly<Record<RequestItemView['status'], string>> = {
  ...homeRequestStatusLabel,
  submitted: '等您核对',
  needs_more: '等对方补充',
}

interface RequestPillProps {
  readonly item: Pick<RequestItemView, 'status' | 'overdue'>
  /** Sent by whoever looks at it: it waits for a colleague. */
  readonly own?: boolean
}

export function RequestPill({ item, own }: RequestPillProps) {
  if (own === true && item.status === 'submitted') return <StatusPill tone="wait">等同事核对</StatusPill>
  return <StatusPill tone={staffTone(item)}>{item.overdue ? '已逾期' : staffLabel[item.status]}</StatusPill>
}

/** `登记孩子` or `租户`. */
export const askText = ({ subject, relation }: Pick<RequestItemView, 'subject' | 'relation'>): string =>
  subject === 'child' ? '登记孩子' : relationLabel[relation]

export const dueText = ({ status, dueAt }: Pick<RequestItemView, 'status' | 'dueAt'>): string =>
  status === 'submitted' ? `${momentText(new Date(dueAt), new Date())} 前答复` : '—'

export const requestName = (item: RequestItemView): string =>
  [item.maskedName, item.roomLabel, askText(item), item.overdue && '已逾期'].filter(Boolean).join('，')

export const requestColumns: readonly Column<RequestItemView>[] = [
  { key: 'state', title: '状态', width: '120px', render: (item) => <RequestPill item={item} /> },
  { key: 'name', title: '申请人', width: '110px', render: (item) => item.maskedName },
  { key: 'room', title: '房屋', render: (item) => item.roomLabel },
  { key: 'relation', title: '身份', width: '100px', render: askText },
  { key: 'proof', title: '照片', width: '70px', render: (item) => (item.hasProof ? '有' : '—') },
  { key: 'due', title: '期限', width: '200px', render: dueText },
]

/** The same request on a phone. */
export function RequestRow({ item, onTap }: { readonly item: RequestItemView; readonly onTap: () => void }) {
  return (
    <ListRow
      icon="my-home"
      title={`${item.maskedName}，${askText(item)}`}
      detail={item.roomLabel}
      meta={
        <>
          <RequestPill item={item} />
          {item.status === 'submitted' && dueText(item)}
        </>
      }
      label={requestName(item)}
      onTap={onTap}
    />
  )
}
