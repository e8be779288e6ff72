import { HiddenNotice } from '@/features/notices/hidden-notice'
import { hasNoticeBar, NoticeBar } from '@/features/notices/notice-bar'
import { NoticeDetail } from '@/features/notices/notice-detail'
import { useNotice } from '@/features/notices/queries'
import { pageUrl } from '@/platform/navigate'
import { usePageId } from '@/platform/page-params'
import { useShareCard } from '@/platform/share'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

export default function NoticeDetailPage() {
  const id = usePageId()
  const notice = useNotice(id)
  useShareCard({ title: notice.data?.title ?? '通知', path: pageUrl('/packages/notices/detail', { id }) })
  return (
    <Page
      title="通知"
      heading={notice.data === undefined}
      reading
      backTo="/packages/notices/list"
      bar={notice.data && hasNoticeBar(notice.data) ? <NoticeBar notice={notice.data} /> : undefined}
    >
      <HiddenNotice error={notice.data === undefined ? notice.error : null}>
        <QueryView query={notice}>{(data) => <NoticeDetail notice={data} />}</QueryView>
      </HiddenNotice>
    </Page>
  )
}
