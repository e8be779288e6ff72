import type { MyRowsView, PollView } from '@linli/shared/polls/polls.schema'
import { pageUrl } from '@/platform/navigate'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'

const to = (page: string, poll: PollView) => pageUrl(`/packages/council/${page}`, { id: poll.id })

/** Whether a page of this poll has acts below. */
export const hasPollBar = (poll: PollView, mine: MyRowsView | undefined): boolean =>
  poll.result !== null || mine?.abilities.vote === true || mine?.abilities.change === true

/** The one thing to do now: vote, change a named ballot, or see and check the result. */
export function PollBar({ poll, mine }: { readonly poll: PollView; readonly mine: MyRowsView | undefined }) {
  if (poll.result !== null)
    return (
      <BottomBar>
        <Button kind="outline" to={to('result', poll)}>
          看结果
        </Button>
        {/* What was cast in the city's own system cannot be counted again here. */}
        {poll.result.official === null && (
          <Button to={to('verify', poll)}>{mine?.rows.length === 0 ? '重新数一遍' : '核对我的票'}</Button>
        )}
      </BottomBar>
    )
  if (mine?.abilities.vote === true)
    return (
      <BottomBar note={poll.secrecy === 'secret' ? '投出后不能修改，请想好再投' : undefined}>
        <Button to={to('ballot', poll)}>去投票</Button>
      </BottomBar>
    )
  return (
    <BottomBar note="截止前可以改，最后一次算数">
      <Button kind="outline" to={to('ballot', poll)}>
        改我的票
      </Button>
    </BottomBar>
  )
}
