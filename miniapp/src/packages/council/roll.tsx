import { PollAndMine } from '@/features/polls/poll-and-mine'
import { PollRoll } from '@/features/polls/roll-page'
import { usePageId } from '@/platform/page-params'

export default function RollPage() {
  return (
    <PollAndMine id={usePageId()} title="名册">
      {(poll, mine) => <PollRoll poll={poll} mine={mine} />}
    </PollAndMine>
  )
}
