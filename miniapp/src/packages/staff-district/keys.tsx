import { ChooseTenant } from '@/features/tenants/choose-tenant'
import { KeysPage } from '@/features/tenants/keys-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffKeysPage() {
  const communityId = usePageParam('id')
  return communityId ? <KeysPage communityId={communityId} /> : <ChooseTenant title="接口密钥" />
}
