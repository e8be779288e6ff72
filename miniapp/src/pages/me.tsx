import { useDidShow } from '@tarojs/taro'
import { Me } from '@/features/me/me'
import { refreshActor } from '@/platform/sign-in'
import { Page } from '@/ui/page'

export default function MePage() {
  // Homes and roles change on the server; what is known already is shown meanwhile, also without a network.
  useDidShow(() => void refreshActor().catch(() => undefined))
  return (
    <Page title="我的" tab="me">
      <Me />
    </Page>
  )
}
