import { useRouter } from '@tarojs/taro'
import { Consent } from '@/features/session/consent'
import { Page } from '@/ui/page'

export default function ConsentPage() {
  const { from } = useRouter().params
  return (
    <Page title="隐私说明" heading={false}>
      <Consent from={from === undefined ? undefined : decodeURIComponent(from)} />
    </Page>
  )
}
