import { ChooseTenant } from '@/features/tenants/choose-tenant'
import { WebhooksPage } from '@/features/tenants/webhooks-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffWebhooksPage() {
  const communityId = usePageParam('id')
  return communityId ? <WebhooksPage communityId={communityId} /> : <ChooseTenant title="推送地址" />
}
