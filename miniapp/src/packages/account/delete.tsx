import { DeleteAccount } from '@/features/privacy/delete-account'
import { Page } from '@/ui/page'

export default function DeletePage() {
  return (
    <Page title="注销账号" heading={false} backTo="/packages/account/my-data">
      <DeleteAccount />
    </Page>
  )
}
