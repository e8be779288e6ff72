import { Ballot } from '@/features/polls/ballot'
import { PollAndMine } from '@/features/polls/poll-and-mine'
import { usePageId, usePageParam } from '@/platform/page-params'

export default function BallotPage() {
  const asked = usePageParam('row')
  return (
    <PollAndMine id={usePageId()} title="投票">
      {(poll, mine) => <Ballot poll={poll} mine={mine} asked={asked} />}
    </PollAndMine>
  )
}
