import type { MyRowsView, PollView } from '@linli/shared/polls/polls.schema'
import type { ReactNode } from 'react'
import { SignInFirst } from '@/features/session/sign-in-first'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'
import { useMyRows, usePoll } from './queries'

interface PollAndMineProps {
  readonly id: string
  /** Title of the page while it loads or when it fails. */
  readonly title: string
  /** A whole page, once the poll and what this person may do in it are known. */
  readonly children: (poll: PollView, mine: MyRowsView) => ReactNode
}

function Loaded({ id, title, children }: PollAndMineProps) {
  const poll = usePoll(id)
  const mine = useMyRows(id)
  if (poll.data !== undefined && mine.data !== undefined) return <>{children(poll.data, mine.data)}</>
  return (
    <Page title={title} backTo="/packages/council/list">
      {poll.data === undefined ? (
        <QueryView query={poll}>{() => null}</QueryView>
      ) : (
        <QueryView query={mine}>{() => null}</QueryView>
      )}
    </Page>
  )
}

/** A page that needs a poll together with one's own rows on its roll. */
export function PollAndMine(props: PollAndMineProps) {
  return (
    <SignInFirst title={props.title} lead="登录后才能看到本社区的表决">
      <Loaded {...props} />
    </SignInFirst>
  )
}
