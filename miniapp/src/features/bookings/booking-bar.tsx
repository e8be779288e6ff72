import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { pageUrl, replacePage } from '@/platform/navigate'
import { scanCode } from '@/platform/scan-code'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { Sheet } from '@/ui/sheet'
import { TextField } from '@/ui/text-field'
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

/** The four digits that hang in the hall prove that somebody stands there. */
function CheckInSheet({ booking, onClose }: CheckInProps) {
  const checkIn = useCheckIn(booking.id)
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const send = (text: string | undefined) => {
    setTried(true)
    const hallCode = hallCodeIn(text)
    if (hallCode === undefined) return
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
  const scan = async () => {
    const text = await scanCode?.()
    const found = hallCodeIn(text)
    if (text === undefined) return
    setCode(found ?? '')
    send(text)
  }
  return (
    <Sheet
      open
      title="到了，签到"
      onClose={onClose}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            再等等
          </Button>
          <Button busy={checkIn.isPending && '正在签到'} onTap={() => send(code)}>
            签到取号
          </Button>
        </>
      }
    >
      <TextField
        id="hall-code"
        label="大厅里今天的签到码"
        kind="digits"
        maxLength={4}
        value={code}
        onChange={(value) => {
          forgetEnd(checkIn)
          setTried(false)
          setCode(value)
        }}
        help="4 位数字，贴在服务台和大屏旁。找不到就请工作人员帮您签到"
        error={
          checkIn.error !== null
            ? sentenceOf(checkIn.error)
            : tried && hallCodeIn(code) === undefined
              ? '请填 4 位数字的签到码'
              : undefined
        }
      />
      {scanCode !== undefined && (
        <Box className="check-in-scan">
          <Button kind="tint" icon="camera" onTap={() => void scan()}>
            扫签到码
          </Button>
        </Box>
      )}
    </Sheet>
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
