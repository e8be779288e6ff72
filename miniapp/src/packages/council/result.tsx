import { PollAndMine } from '@/features/polls/poll-and-mine'
import { useMayRecount } from '@/features/polls/poll-bar'
import { Result } from '@/features/polls/result'
import { pageUrl } from '@/platform/navigate'
import { usePageId } from '@/platform/page-params'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'
import { Page } from '@/ui/page'

export default function ResultPage() {
  const mayRecount = useMayRecount()
  const id = usePageId()
  return (
    <PollAndMine id={id} title="表决结果">
      {(poll, mine) => (
        <Page
          title="表决结果"
          heading={false}
          backTo={pageUrl('/packages/council/poll', { id })}
          bar={
            mayRecount(poll, mine) ? (
              <BottomBar>
                <Button to={pageUrl('/packages/council/verify', { id })}>
                  {mine.rows.length === 0 ? '重新数一遍' : '核对我的票'}
                </Button>
              </BottomBar>
            ) : undefined
          }
        >
          <Result poll={poll} />
        </Page>
      )}
    </PollAndMine>
  )
}
