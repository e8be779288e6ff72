import type { TopicItemView } from '@linli/shared/council/council.schema'
import { topicTone } from '@/features/council/topic-tone'
import type { Column } from '@/ui/data-table.types'
import { ListRow } from '@/ui/list-row'
import { StatusPill } from '@/ui/status-pill'

export function DeskTopicPill({
  item,
}: {
  readonly item: Pick<TopicItemView, 'status' | 'statusLabel' | 'overdue'>
}) {
  return (
    <StatusPill tone={item.overdue ? 'late' : topicTone(item.status)}>
      {item.overdue ? `逾期，${item.statusLabel}` : item.statusLabel}
    </StatusPill>
  )
}

export const topicName = (item: TopicItemView): string =>
  [item.title, item.statusLabel, item.overdue && '已逾期'].filter(Boolean).join('，')

const supportText = ({ supporters, needed }: TopicItemView): string => `${supporters} / ${needed}`

export const topicColumns: readonly Column<TopicItemView>[] = [
  { key: 'state', title: '状态', width: '190px', render: (item) => <DeskTopicPill item={item} /> },
  { key: 'title', title: '议题', render: (item) => item.title },
  { key: 'by', title: '提出人', width: '200px', render: (item) => item.proposer },
  { key: 'support', title: '支持', width: '90px', right: true, render: supportText },
  { key: 'next', title: '接下来', width: '260px', render: (item) => item.sentence },
]

/** The same topic on a phone. */
export function DeskTopicRow({ item, onTap }: { readonly item: TopicItemView; readonly onTap: () => void }) {
  return (
    <ListRow
      icon="council"
      title={item.title}
      detail={`${item.proposer}，${item.supporters} 人支持。${item.sentence}`}
      meta={<DeskTopicPill item={item} />}
      label={topicName(item)}
      onTap={onTap}
    />
  )
}
