import { TextPage } from '@/features/staff-polls/text-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffTextPage() {
  return <TextPage id={usePageParam('id') ?? ''} />
}
