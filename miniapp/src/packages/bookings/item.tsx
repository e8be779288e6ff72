import { ServiceBar, ServiceGuide } from '@/features/services/service-guide'
import { useService } from '@/features/services/queries'
import { ChooseCommunity } from '@/features/space/choose-community'
import { useCommunityId } from '@/features/space/queries'
import { usePageParam } from '@/platform/page-params'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

export default function ServiceItemPage() {
  const communityId = useCommunityId()
  const service = useService(usePageParam('code'))
  return (
    <Page
      title="办事指南"
      heading={service.data === undefined}
      backTo="/pages/services"
      bar={service.data && <ServiceBar service={service.data} />}
    >
      {communityId === undefined && <ChooseCommunity />}
      {communityId !== undefined && (
        <QueryView query={service}>{(data) => <ServiceGuide service={data} />}</QueryView>
      )}
    </Page>
  )
}
