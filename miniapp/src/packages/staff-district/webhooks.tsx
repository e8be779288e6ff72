import { WebhooksPage } from '@/features/tenants/webhooks-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffWebhooksPage() {
  return <WebhooksPage communityId={usePageParam('id') ?? ''} />
}
