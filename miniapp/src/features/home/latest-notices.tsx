import type { NoticeItemView } from '@linli/shared/notices/notices.parts.schema'
import { NoticeRow } from '@/features/notices/notice-row'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { countText } from '@/ui/count-text'
import { EmptyState } from '@/ui/empty-state'

interface LatestNoticesProps {
  readonly items: readonly NoticeItemView[]
  readonly total: number
}

/** The newest three, and the way to all of them. */
export function LatestNotices({ items, total }: LatestNoticesProps) {
  return (
    <>
      <SectionTitle title="通知" more={`全部 ${countText(total)} 条`} to="/packages/notices/list" />
      <Surface>
        {items.length === 0 && <EmptyState icon="notice">还没有通知。社区发了新的，会出现在这里</EmptyState>}
        {items.map((item) => (
          <NoticeRow key={item.id} item={item} />
        ))}
      </Surface>
    </>
  )
}
