import { NoticeList } from '@/features/notices/notice-list'
import { Page } from '@/ui/page'
import '@/features/notices/notices.scss'

export default function NoticeListPage() {
  return (
    <Page title="通知">
      <NoticeList />
    </Page>
  )
}
