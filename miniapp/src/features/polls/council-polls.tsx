import { useActor } from '@/platform/session'
import { EmptyState } from '@/ui/empty-state'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Skeleton } from '@/ui/skeleton'
import { Surface } from '@/ui/surface'
import { gateUrl } from '@/features/session/return-to'
import { waitsForMe } from './poll-list'
import { PollCard, PollRow } from './poll-row'
import { usePolls } from './queries'

/** So many polls that ask for nothing stand on the tab page; the others are a tap away. */
const MOST_SHOWN = 2

/** 表决 on the tab page: what waits for this person, and the newest others. */
export function CouncilPolls() {
  const actor = useActor()
  const polls = usePolls()
  if (actor?.consentCurrent !== true)
    return (
      <>
        <SectionTitle title="表决" />
        <Surface>
          {actor === undefined ? (
            <EmptyState icon="ballot" act="去登录" to={gateUrl('sign-in')}>
              登录并绑定房屋后，可以在这里投票，也可以自己核对票数
            </EmptyState>
          ) : (
            <EmptyState icon="ballot" act="看隐私说明" to={gateUrl('consent')}>
              先看过并同意隐私说明，再绑定房屋，就可以在这里投票，也可以自己核对票数
            </EmptyState>
          )}
        </Surface>
      </>
    )
  return (
    <>
      <SectionTitle title="表决" more="全部" to="/packages/council/list" />
      <QueryView query={polls} skeleton={<Skeleton rows={2} />}>
        {({ pages }) => {
          const items = pages[0]?.items ?? []
          const waiting = items.filter(waitsForMe)
          const others = items.filter((item) => !waitsForMe(item)).slice(0, MOST_SHOWN)
          return (
            <>
              {waiting.map((item) => (
                <PollCard key={item.id} item={item} />
              ))}
              <Surface>
                {items.length === 0 && (
                  <EmptyState icon="ballot">还没有表决。社区发起投票时会发消息告诉您</EmptyState>
                )}
                {others.map((item) => (
                  <PollRow key={item.id} item={item} />
                ))}
              </Surface>
            </>
          )
        }}
      </QueryView>
    </>
  )
}
