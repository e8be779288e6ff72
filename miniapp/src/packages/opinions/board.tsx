import { Board } from '@/features/opinions/board'
import { Page } from '@/ui/page'

export default function BoardPage() {
  return (
    <Page title="公开答复">
      <Board />
    </Page>
  )
}
