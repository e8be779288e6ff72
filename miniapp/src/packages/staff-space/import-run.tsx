import { ImportRun } from '@/features/staff-lists/import-run'
import { usePageParam } from '@/platform/page-params'

export default function ImportRunPage() {
  return <ImportRun id={usePageParam('id') ?? ''} />
}
