import { Consent } from '@/features/session/consent'
import { usePageParam } from '@/platform/page-params'
import { Page } from '@/ui/page'

export default function ConsentPage() {
  return (
    <Page title="隐私说明" heading={false}>
      <Consent from={usePageParam('from')} />
    </Page>
  )
}
