import { NoticeEditor } from '@/features/staff-notices/notice-editor'
import { useStaffNotice } from '@/features/staff-notices/queries'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { usePageParam } from '@/platform/page-params'
import { QueryView } from '@/ui/query-view'

export default function NoticeEditorPage() {
  const id = usePageParam('id')
  const { communityId } = useDesk()
  const stored = useStaffNotice(id)
  if (id === undefined && communityId !== undefined) {
    return <NoticeEditor communityId={communityId} notice={undefined} />
  }
  if (stored.data !== undefined) {
    return <NoticeEditor key={stored.data.id} communityId={stored.data.communityId} notice={stored.data} />
  }
  return (
    <StaffConsole title="写通知" inside current="notices" backTo="/packages/staff-notices/list">
      <QueryView query={stored}>{() => null}</QueryView>
    </StaffConsole>
  )
}
