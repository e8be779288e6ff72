import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { pageUrl, replacePage } from '@/platform/navigate'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'
import { DoorCodeSheet } from '@/ui/door-code-sheet'
import { showToast } from '@/ui/toast'
import { hallCodeIn } from './booking-words'
import { CancelSheet } from './cancel-sheet'
import { useCancelBooking, useCheckIn } from './queries'
import { hasRest } from './series-words'
import './bookings.scss'

/** Whether the person can do anything with this booking now. */
export const hasBookingBar = ({ status, abilities }: BookingView): boolean =>
  (status !== 'booked' && status !== 'requested') || abilities.move || abilities.cancel || abilities.checkIn

interface CheckInProps {
  readonly booking: BookingView
  readonly onClose: () => void
}

function CheckInSheet({ booking, onClose }: CheckInProps) {
  const checkIn = useCheckIn(booking.id)
  return (
    <DoorCodeSheet
      id="hall-code"
      label="大厅里今天的签到码"
      help="4 位数字，贴在服务台和大屏旁。找不到就请工作人员帮您签到"
      act="签到取号"
      digits={4}
      codeIn={hallCodeIn}
      busy={checkIn.isPending}
      error={checkIn.error}
      onEdit={() => forgetEnd(checkIn)}
      onSend={(hallCode) =>
        checkIn.mutate(
          { version: booking.version, hallCode },
          {
            onSuccess: () => {
              showToast('签到好了')
              replacePage(pageUrl('/packages/bookings/ticket', { id: booking.id }))
            },
          },
        )
      }
      onClose={onClose}
    />
  )
}

/** The acts the server allows: checking in first, then another time, then giving it back. */
export function BookingBar({ booking }: { readonly booking: BookingView }) {
  const { id, version, abilities, service, status } = booking
  const [sheet, setSheet] = useState<'check-in' | 'cancel'>()
  const cancel = useCancelBooking(id)
  const close = () => setSheet(undefined)
  return (
    <BottomBar note={cancel.error ? sentenceOf(cancel.error) : undefined}>
      {abilities.cancel && (
        <Button kind="outline" narrow onTap={() => setSheet('cancel')}>
          取消
        </Button>
      )}
      {abilities.move && (
        <Button
          kind={abilities.checkIn ? 'outline' : 'main'}
          narrow={abilities.checkIn}
          to={pageUrl('/packages/bookings/slot', { code: service.code, booking: id })}
        >
          改时间
        </Button>
      )}
      {abilities.checkIn && <Button onTap={() => setSheet('check-in')}>到了，签到</Button>}
      {status !== 'booked' && status !== 'requested' && (
        <Button kind="tint" to={pageUrl('/packages/bookings/item', { code: service.code })}>
          看办事指南
        </Button>
      )}
      {sheet === 'check-in' && <CheckInSheet booking={booking} onClose={close} />}
      <CancelSheet
        open={sheet === 'cancel'}
        hasRest={hasRest(booking)}
        busy={cancel.isPending}
        onClose={close}
        onCancel={(rest) =>
          cancel.mutate(
            { version, rest },
            { onSuccess: () => showToast(rest ? '这次和后面的都取消了' : '已取消'), onSettled: close },
          )
        }
      />
    </BottomBar>
  )
}
