import { ImportRun } from '@/features/staff-lists/import-run'
import { usePageId } from '@/platform/page-params'

export default function ImportRunPage() {
  return <ImportRun id={usePageId()} />
}
