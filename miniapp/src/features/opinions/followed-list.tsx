import type { NeighbourCaseView } from '@linli/shared/opinions/intake.schema'
import { momentText } from '@linli/shared/time'
import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { useFollowed } from './intake-queries'
import { toneOf } from './status-tone'

function FollowedRow({ item, now = new Date() }: { readonly item: NeighbourCaseView; readonly now?: Date }) {
  const place = `${item.placeLabel} · ${momentText(new Date(item.submittedAt), now)}`
  const detail = item.supported ? `您和 ${Math.max(0, item.supporters - 1)} 位邻居支持` : '您在关注'
  return (
    <ListRow
      disc="people"
      title={item.title}
      detail={item.onBoard ? detail : `${detail}，还没有公开，有进展会告诉您`}
      {...(item.onBoard && { to: pageUrl('/packages/opinions/detail', { id: item.id }) })}
      label={[item.title, detail, item.statusLabel, place].join('，')}
      meta={
        <>
          <StatusPill tone={toneOf(item.status)}>{item.statusLabel}</StatusPill>
          <Box as="span">{place}</Box>
        </>
      }
    />
  )
}

/** Cases of neighbours that the person stands behind or follows. */
export function FollowedList() {
  return (
    <PagedList
      query={useFollowed()}
      empty={
        <Surface>
          <EmptyState icon="people" act="看公开答复" to="/packages/opinions/board">
            您还没有支持或关注邻居的意见
          </EmptyState>
        </Surface>
      }
    >
      {(items) => (
        <Surface>
          {items.map((item) => (
            <FollowedRow key={item.id} item={item} />
          ))}
        </Surface>
      )}
    </PagedList>
  )
}
