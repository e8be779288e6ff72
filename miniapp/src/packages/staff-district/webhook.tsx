import { WebhookPage } from '@/features/tenants/webhook-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffWebhookPage() {
  return <WebhookPage id={usePageParam('id') ?? ''} />
}
