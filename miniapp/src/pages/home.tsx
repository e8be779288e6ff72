import { useState } from 'react'
import { CommunitySwitch } from '@/features/home/community-switch'
import { ElderHome } from '@/features/home/elder-home'
import { Home } from '@/features/home/home'
import { useHome } from '@/features/home/queries'
import { CommunitySheet } from '@/features/space/community-sheet'
import { SecondFactorNotice } from '@/features/second-factor/second-factor-notice'
import { useTheme } from '@/platform/theme'
import { Box } from '@/ui/box'
import { Page } from '@/ui/page'

export default function HomePage() {
  const elder = useTheme().name === 'elder'
  const query = useHome()
  const [choosing, setChoosing] = useState(false)
  return (
    <Page
      title="首页"
      tab="home"
      heading={false}
      masthead={<CommunitySwitch name={query.data?.community?.name} onOpen={() => setChoosing(true)} />}
    >
      {query.data === undefined && (
        <Box as="h1" className="only-spoken">
          首页
        </Box>
      )}
      <CommunitySheet open={choosing} onClose={() => setChoosing(false)} />
      <SecondFactorNotice />
      {elder ? <ElderHome query={query} /> : <Home query={query} />}
    </Page>
  )
}
