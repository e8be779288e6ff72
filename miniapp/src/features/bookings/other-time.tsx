import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import { momentText } from '@linli/shared/time'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { timeText } from './availability'
import { useAnswerProposal } from './queries'
import './bookings.scss'

/** The own time is not open any more, and another one is kept: the person decides. */
export function OtherTime({ booking }: { readonly booking: BookingView }) {
  const { id, proposal } = booking
  const answer = useAnswerProposal(id)
  if (proposal === null) return null
  const now = new Date()
  const tap = (agrees: boolean) => () =>
    answer.mutate(
      { before: booking, agrees },
      { onSuccess: () => showToast(agrees ? '时间改好了' : '已告诉社区，您可以自己另选时间') },
    )
  return (
    <Surface padded label="换一个时间">
      <Box as="p" className="booking-sentence">
        {`原来的时间不开放了。社区给您留了 ${timeText(proposal.startsAt, proposal.endsAt, now)}，${proposal.deskName}，${proposal.place}`}
      </Box>
      <Box
        as="p"
        className="booking-change"
      >{`请在 ${momentText(new Date(proposal.until), now)} 前回答`}</Box>
      {answer.error !== null && <Banner kind="alert">{sentenceOf(answer.error)}</Banner>}
      <Box className="wait__acts">
        <Button busy={answer.isPending && '正在改'} onTap={tap(true)}>
          同意改到这个时间
        </Button>
        <Button kind="outline" onTap={tap(false)}>
          不合适
        </Button>
      </Box>
    </Surface>
  )
}
