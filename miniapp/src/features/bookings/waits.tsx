import { nameIn } from '@linli/shared/bookings/whom.rules'
import type { WaitView } from '@linli/shared/bookings/waits.schema'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { openPage, pageUrl } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useAttempt } from '@/platform/use-attempt'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill, type Tone } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { timeText } from './availability'
import { waitSentence } from './booking-words'
import { useAcceptWait, useLeaveWait, useWaits } from './queries'
import './bookings.scss'

const tones: Readonly<Record<WaitView['status'], Tone>> = {
  waiting: 'wait',
  offered: 'you',
  booked: 'run',
  ended: 'off',
}

interface WaitProps {
  readonly wait: WaitView
  readonly accept: ReturnType<typeof useAcceptWait>
}

function Wait({ wait, accept }: WaitProps) {
  const { id, version, status, service, statusLabel, startsAt, endsAt, deskName } = wait
  const { forSelf, forLabel, group } = wait
  const attempt = useAttempt(`accept-wait:${id}`)
  const take = () =>
    sendForm(
      accept,
      { id, sending: attempt.begin({ version }) },
      {
        attempt,
        onSuccess: (booking) => {
          showToast(booking.status === 'requested' ? '申请已送出，等社区答复' : '约好了')
          openPage(pageUrl('/packages/bookings/detail', { id: booking.id }))
        },
      },
    )
  const leave = useLeaveWait(id)
  const [asking, setAsking] = useState(false)
  const isTaken = accept.variables?.id === id
  const error = (isTaken ? accept.error : null) ?? leave.error
  const now = new Date()
  return (
    <Box className="wait">
      <Box className="wait__head">
        <Box className="wait__what">{service.label}</Box>
        <StatusPill tone={tones[status]}>{statusLabel}</StatusPill>
      </Box>
      <Box className="wait__when">
        {[timeText(startsAt, endsAt, now), deskName, group?.purpose, !forSelf && `替${nameIn(forLabel)}`]
          .filter(Boolean)
          .join('，')}
      </Box>
      <Box className="wait__sentence">{waitSentence(wait, now)}</Box>
      {error && <Banner kind="alert">{sentenceOf(error)}</Banner>}
      <Box className="wait__acts">
        {status === 'offered' && (
          <Button busy={isTaken && accept.isPending && '正在约'} onTap={take}>
            我要这个名额
          </Button>
        )}
        <Button kind="outline" onTap={() => setAsking(true)}>
          不等了
        </Button>
      </Box>
      <ConfirmSheet
        open={asking}
        question="不再候补吗"
        consequence="名额会给排在您后面的人"
        act="不等了"
        busy={leave.isPending ? '正在退出' : undefined}
        onCancel={() => setAsking(false)}
        onConfirm={() => leave.mutate(version, { onSettled: () => setAsking(false) })}
      />
    </Box>
  )
}

/** Full times one waits for; an offered one stands first, with the time until which it is kept. */
export function Waits() {
  const waits = useWaits().data?.items ?? []
  const accept = useAcceptWait()
  const open = waits
    .filter(({ status }) => status === 'waiting' || status === 'offered')
    .sort((a, b) => Number(b.status === 'offered') - Number(a.status === 'offered'))
  if (open.length === 0) return null
  return (
    <>
      <SectionTitle title="候补" />
      <Surface label="候补">
        {open.map((wait) => (
          <Wait key={wait.id} wait={wait} accept={accept} />
        ))}
      </Surface>
    </>
  )
}
