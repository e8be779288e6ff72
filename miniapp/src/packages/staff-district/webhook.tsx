import { WebhookPage } from '@/features/tenants/webhook-page'
import { usePageId } from '@/platform/page-params'

export default function StaffWebhookPage() {
  return <WebhookPage id={usePageId()} />
}
