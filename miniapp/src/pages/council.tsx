import { usePullDownRefresh } from '@tarojs/taro'
import { Council } from '@/features/home/council'
import { useHome } from '@/features/home/queries'
import { endPullDown } from '@/platform/pull-down'
import { Page } from '@/ui/page'

export default function CouncilPage() {
  const query = useHome()
  usePullDownRefresh(() => endPullDown(query.refetch()))
  return (
    <Page title="议事" tab="council">
      <Council query={query} />
    </Page>
  )
}
