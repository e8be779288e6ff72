import { OpenFigures } from '@/features/case-figures/open-figures'
import { Page } from '@/ui/page'

export default function OpenFiguresPage() {
  return (
    <Page title="办得怎么样">
      <OpenFigures />
    </Page>
  )
}
