import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import { clockTime } from '@linli/shared/time'
import { useEffect, useRef, useState } from 'react'
import { PaperList } from '@/features/services/paper-list'
import { useGridCard } from '@/features/space/queries'
import { callPhone } from '@/platform/call-phone'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { sayAloud } from '@/platform/say-aloud'
import { vibrate } from '@/platform/vibrate'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { cls } from '@/ui/class-names'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { bookingSentence, inQueue, ticketSentence } from './booking-words'
import { WhereRows } from './booking-detail'
import { useLeaveQueue } from './queries'
import './bookings.scss'

/** Shakes and speaks once when the turn comes, and again when somebody is called again. */
function useCallOut(booking: BookingView, sentence: string): void {
  const calledAt = booking.status === 'called' ? (booking.ticket?.calledAt ?? '') : undefined
  const heard = useRef(calledAt)
  useEffect(() => {
    if (calledAt === undefined || heard.current === calledAt) return
    heard.current = calledAt
    vibrate()
    sayAloud?.(`${[...(booking.ticket?.queueNumber ?? '')].join(' ')}，${sentence}`)
  }, [calledAt, booking.ticket?.queueNumber, sentence])
}

type Line = NonNullable<BookingView['ticket']>['line']
const stateWords = { now: '正在办', waiting: '', you: '您' } as const

/** The numbers up to the person, from left to right. */
function TicketLine({ line }: { readonly line: Line }) {
  if (line.length === 0) return null
  return (
    <Box className="ticket-line" role="group" label="排在前面的号">
      {line.map(({ queueNumber, state, elder }) => {
        const words = stateWords[state] === '' && elder ? '长辈优先' : stateWords[state]
        return (
          <Box key={queueNumber} className={cls('ticket-line__one', `ticket-line__one--${state}`)}>
            <Box>{queueNumber}</Box>
            <Box
              className={cls(
                'ticket-line__state',
                elder && state === 'waiting' && 'ticket-line__state--elder',
              )}
            >
              {words}
            </Box>
          </Box>
        )
      })}
    </Box>
  )
}

interface QueueTicketProps {
  readonly booking: BookingView
  /** When the server said so, in milliseconds. */
  readonly at: number
}

/** The number, who is ahead, what to have ready. */
export function QueueTicket({ booking, at }: QueueTicketProps) {
  const { ticket, status, service, materials, deskName, place } = booking
  const waits = ticket !== null && inQueue(status)
  const sentence = waits ? ticketSentence(status, ticket, deskName) : bookingSentence(booking, new Date())
  useCallOut(booking, sentence)
  if (!waits) {
    return (
      <Surface>
        <EmptyState
          icon="ticket"
          act="看这次预约"
          to={pageUrl('/packages/bookings/detail', { id: booking.id })}
        >
          {`${service.label}：${booking.statusLabel}。${sentence}`}
        </EmptyState>
      </Surface>
    )
  }
  return (
    <>
      <Surface className={cls('ticket', `ticket--${status}`)} label="我的排号">
        <Box className="ticket__place">{`${place}，${deskName}`}</Box>
        <Box as="h1" className="ticket__number">
          {ticket.queueNumber}
        </Box>
        <Box className="ticket__sentence" live={status === 'called' ? 'assertive' : 'polite'}>
          {sentence}
        </Box>
        <Box className="ticket__note">{`${clockTime(new Date(at))} 更新，轮到您时会提醒您`}</Box>
        {status !== 'called' && <TicketLine line={ticket.line} />}
      </Surface>
      <PaperList code={service.code} title={service.label} materials={materials} />
      <SectionTitle title="要知道的" />
      <Surface>
        <ListRow icon="history" title="叫到时没赶上" detail="到窗口说一声，会再叫您一次" />
      </Surface>
      <WhereRows booking={booking} />
    </>
  )
}

/** Leaving the queue, and the way to a person. */
export function TicketBar({ booking }: { readonly booking: BookingView }) {
  const card = useGridCard().data
  const leave = useLeaveQueue(booking.id)
  const [asking, setAsking] = useState(false)
  const close = () => setAsking(false)
  return (
    <BottomBar note={leave.error ? sentenceOf(leave.error) : undefined}>
      {booking.abilities.leave && (
        <Button kind="outline" onTap={() => setAsking(true)}>
          不办了，退号
        </Button>
      )}
      {card !== undefined && (
        <Button kind="tint" icon="phone" onTap={() => callPhone(card.communityPhone)}>
          打给前台
        </Button>
      )}
      <ConfirmSheet
        open={asking}
        question="退掉这个号吗"
        consequence="退号后要重新排队"
        act="退号"
        danger
        busy={leave.isPending ? '正在退号' : undefined}
        onCancel={close}
        onConfirm={() =>
          leave.mutate(booking.version, { onSuccess: () => showToast('号已退'), onSettled: close })
        }
      />
    </BottomBar>
  )
}
