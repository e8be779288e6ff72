import { KeysPage } from '@/features/tenants/keys-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffKeysPage() {
  return <KeysPage communityId={usePageParam('id') ?? ''} />
}
