import { ChooseCommunity } from '@/features/space/choose-community'
import { Surface } from '@/ui/surface'
import { EntryGrid, type Entry } from '@/ui/tile-grid'
import { QueryView } from '@/ui/query-view'
import { LatestNotices } from './latest-notices'
import { Matters } from './matters'
import { PublicCases } from './public-cases'
import type { useHome } from './queries'
import './home.scss'

const entries: readonly Entry[] = [
  { icon: 'opinion-box', title: '提意见', to: '/packages/opinions/new' },
  { icon: 'calendar', title: '预约办事', to: '/pages/services' },
  { icon: 'history', title: '我的意见', to: '/packages/opinions/mine' },
  { icon: 'document', title: '居务公开', to: '/packages/notices/disclosure' },
  { icon: 'ticket', title: '我的预约', to: '/packages/bookings/mine' },
  { icon: 'notice', title: '看通知', to: '/packages/notices/list' },
  { icon: 'phone', title: '找网格员', to: '/packages/space/grid' },
  { icon: 'people', title: '家人代办', to: '/packages/space/family' },
]

/** The home page of a resident or a visitor. */
export function Home({ query }: { readonly query: ReturnType<typeof useHome> }) {
  return (
    <>
      <QueryView query={query}>
        {(data) => (
          <>
            <Matters today={data.today} matters={data.matters} />
            <Surface label="常用">
              <EntryGrid entries={entries} />
            </Surface>
            {data.community === null ? (
              <ChooseCommunity />
            ) : (
              <LatestNotices items={data.notices} total={data.noticeCount} />
            )}
            <PublicCases items={data.board} />
          </>
        )}
      </QueryView>
    </>
  )
}
