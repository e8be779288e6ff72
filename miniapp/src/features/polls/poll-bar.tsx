import type { MyRowsView, PollView } from '@linli/shared/polls/polls.schema'
import { pageUrl } from '@/platform/navigate'
import { useActor } from '@/platform/session'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'

const to = (page: string, poll: PollView) => pageUrl(`/packages/council/${page}`, { id: poll.id })

/**
 * Whether this person can count the board again: not what was cast in the city's own system, and a list with names only
 * for who stands on it and for the supervisors of the place.
 */
export function useMayRecount(): (poll: PollView, mine: MyRowsView | undefined) => boolean {
  const isSupervisor = useActor()?.roles.some(({ role }) => role === 'supervisor') ?? false
  return (poll, mine) =>
    poll.result?.official === null && (poll.secrecy === 'secret' || isSupervisor || mine?.rows.length !== 0)
}

/** Whether a page of this poll has acts below. */
export const hasPollBar = (poll: PollView, mine: MyRowsView | undefined): boolean =>
  poll.result !== null || mine?.abilities.vote === true || mine?.abilities.change === true

/** The one thing to do now: vote, change a named ballot, or see and check the result. */
export function PollBar({ poll, mine }: { readonly poll: PollView; readonly mine: MyRowsView | undefined }) {
  const mayRecount = useMayRecount()
  if (poll.result !== null)
    return (
      <BottomBar>
        <Button kind="outline" to={to('result', poll)}>
          看结果
        </Button>
        {mayRecount(poll, mine) && (
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
