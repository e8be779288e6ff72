import type { DeskBookingView } from '@linli/shared/bookings/hall.schema'
import { isAsBefore, timeText } from '@/features/bookings/availability'
import { RoomUntil } from '@/features/bookings/group-fields'
import { PickTime } from '@/features/bookings/pick-time'
import { useRoomLength } from '@/features/bookings/use-room-length'
import { useSlotChoice } from '@/features/bookings/use-slot-choice'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { forgetEnd } from '@/platform/forget-end'
import { Banner } from '@/ui/banner'
import { EmptyState } from '@/ui/empty-state'
import { showToast } from '@/ui/toast'
import { useMoveFor } from './queries'

interface MoveSheetProps {
  readonly item: DeskBookingView
  readonly onClose: () => void
}

/** Another time at the same desk for somebody who calls, or for a room; the person is told. */
export function MoveSheet({ item, onClose }: MoveSheetProps) {
  const { id, version, deskId, startsAt, endsAt } = item
  const move = useMoveFor(deskId)
  const own = item.group === null ? undefined : item
  const forget = () => {
    forgetEnd(move)
  }
  const choice = useSlotChoice(deskId, forget, item, own !== undefined)
  const length = useRoomLength(choice, own !== undefined, own)
  const { slot } = choice
  const now = new Date()
  const isSame = slot !== undefined && isAsBefore(own, slot.startsAt, length.endsAt ?? slot.endsAt)
  const send = () => {
    if (slot === undefined) return
    move.mutate(
      { id, version, slotId: slot.id, moreSlotIds: length.moreSlotIds },
      {
        onSuccess: (next) => {
          showToast(
            next.startsAt === null
              ? '时间改好了'
              : `改到 ${timeText(next.startsAt, next.endsAt, now)}，已告诉居民`,
          )
          onClose()
        },
      },
    )
  }
  return (
    <ActSheet
      open
      title="改到什么时间"
      act="改到这个时间"
      thing="这条预约"
      busy={move.isPending && '正在改'}
      disabled={slot === undefined || isSame}
      error={move.error}
      onAct={send}
      onClose={onClose}
    >
      {startsAt !== null && <Banner kind="info">{`现在约的是 ${timeText(startsAt, endsAt, now)}`}</Banner>}
      <PickTime choice={choice} none={<EmptyState icon="calendar">最近没有名额了</EmptyState>} />
      {own !== undefined && (
        <RoomUntil
          row={length.row}
          count={length.count}
          onChange={(count) => {
            forget()
            length.choose(count)
          }}
        />
      )}
      {isSame && <Banner kind="info">这就是现在约的时间，请选别的时间，或者改用到几点</Banner>}
    </ActSheet>
  )
}
