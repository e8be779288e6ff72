import type { MyRowsView, PollView } from '@linli/shared/polls/polls.schema'
import { PollAndMine } from '@/features/polls/poll-and-mine'
import { useMayRecount } from '@/features/polls/poll-bar'
import { PollTitle } from '@/features/polls/poll-detail'
import { useRecount } from '@/features/polls/use-recount'
import { Verify, VerifyBar } from '@/features/polls/verify'
import { pageUrl } from '@/platform/navigate'
import { usePageId } from '@/platform/page-params'
import { EmptyState } from '@/ui/empty-state'
import { Page } from '@/ui/page'
import { Surface } from '@/ui/surface'

/** The page of who came by an old link: why there is nothing to count, and where to go instead. */
function NothingToCount({ poll }: { readonly poll: PollView }) {
  const isOut = poll.result !== null
  return (
    <Page title="核对选票" heading={false} backTo={pageUrl('/packages/council/poll', { id: poll.id })}>
      <PollTitle poll={poll} />
      <Surface>
        <EmptyState
          icon={isOut ? 'eye-off' : 'lock'}
          act={isOut ? '看结果' : '看这次表决'}
          to={pageUrl(`/packages/council/${isOut ? 'result' : 'poll'}`, { id: poll.id })}
        >
          {isOut ? nothingHere(poll) : '结果还没有公布，公布以后就能在这里核对'}
        </EmptyState>
      </Surface>
    </Page>
  )
}

const nothingHere = ({ result }: PollView): string =>
  result?.official === null
    ? '这次记名，名单只给名册上的人和居务监督看。票数和总指纹谁都能看'
    : '票投在官方系统里，不能在手机上重新计票'

function VerifyShown({ poll, mine }: { readonly poll: PollView; readonly mine: MyRowsView }) {
  const recount = useRecount(poll.id)
  return (
    <Page
      title="核对选票"
      heading={false}
      backTo={pageUrl('/packages/council/poll', { id: poll.id })}
      bar={<VerifyBar poll={poll} mine={mine} {...recount} />}
    >
      <Verify poll={poll} mine={mine} {...recount} />
    </Page>
  )
}

export default function VerifyPage() {
  const mayRecount = useMayRecount()
  return (
    <PollAndMine id={usePageId()} title="核对选票">
      {(poll, mine) =>
        mayRecount(poll, mine) ? <VerifyShown poll={poll} mine={mine} /> : <NothingToCount poll={poll} />
      }
    </PollAndMine>
  )
}
