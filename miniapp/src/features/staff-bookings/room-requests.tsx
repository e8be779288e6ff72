import { groupLimits } from '@linli/shared/bookings/rooms.rules'
import type { DeskBookingView } from '@linli/shared/bookings/hall.schema'
import { useState } from 'react'
import { timeText } from '@/features/bookings/availability'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { InfoList } from '@/ui/info-list'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Sheet } from '@/ui/sheet'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { roomText } from './day-words'
import { MoveSheet } from './move-sheet'
import { useDecideRoom, useRoomRequests } from './queries'
import './staff-bookings.scss'

/** Held by the list: an answered request is gone from it before the answer is said, and would say nothing itself. */
type Decide = ReturnType<typeof useDecideRoom>

interface RefuseProps {
  readonly item: DeskBookingView
  readonly decide: Decide
  readonly onClose: () => void
}

const noReason = { reason: '' }

function RefuseSheet({ item, decide, onClose }: RefuseProps) {
  const draft = useDraft(`refuse-room:${item.id}`, noReason)
  const { reason } = draft.value
  const [tried, setTried] = useState(false)
  const short = reason.trim().length < 2
  const send = () => {
    setTried(true)
    if (short) return
    sendForm(
      decide,
      { id: item.id, version: item.version, refusal: reason.trim() },
      {
        forget: draft.clear,
        onSuccess: () => {
          showToast('已答复，时间放开了')
          onClose()
        },
      },
    )
  }
  return (
    <Sheet
      open
      title="不同意借用"
      onClose={onClose}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            再想想
          </Button>
          <Button kind="danger-main" busy={decide.isPending && '正在答复'} onTap={send}>
            不同意
          </Button>
        </>
      }
    >
      <TextField
        id="refuse-reason"
        label="原因，申请的人会看到"
        lines={3}
        maxLength={groupLimits.reason}
        value={reason}
        onChange={(next) => draft.change({ reason: next })}
        error={tried && short ? '请写清原因，至少 2 个字' : undefined}
      />
      {decide.error !== null && <Banner kind="alert">{sentenceOf(decide.error)}</Banner>}
    </Sheet>
  )
}

interface RequestProps {
  readonly item: DeskBookingView
  readonly decide: Decide
  readonly namedRooms: boolean
}

function Request({ item, decide, namedRooms }: RequestProps) {
  const mine = decide.variables?.id === item.id
  // One after the other: of two answers at once only the second would be heard of.
  const others = decide.isPending && !mine
  const [refusing, setRefusing] = useState(false)
  const [moving, setMoving] = useState(false)
  const { group } = item
  const room = roomText(item, namedRooms, new Date())
  return (
    <Surface padded label={item.number}>
      <InfoList
        facts={[
          {
            name: '时间',
            value: item.startsAt === null ? '' : timeText(item.startsAt, item.endsAt, new Date()),
            strong: true,
          },
          ...(room === undefined ? [] : [{ name: '哪一间', value: room }]),
          { name: '用途', value: group?.purpose ?? '' },
          { name: '人数', value: `${group?.heads ?? 0} 人` },
          { name: '谁申请', value: [group?.organisation, item.forLabel].filter(Boolean).join('，') },
          { name: '编号', value: item.number },
        ]}
      />
      {mine && !refusing && decide.error !== null && <Banner kind="alert">{sentenceOf(decide.error)}</Banner>}
      <Box className="desk-acts">
        <Button
          disabled={others}
          busy={mine && decide.isPending && '正在答复'}
          onTap={() =>
            decide.mutate(
              { id: item.id, version: item.version, refusal: undefined },
              { onSuccess: () => showToast('已同意，对方会收到通知') },
            )
          }
        >
          同意
        </Button>
        {item.abilities.move && (
          <Button kind="outline" onTap={() => setMoving(true)}>
            换个时间
          </Button>
        )}
        <Button
          kind="outline"
          disabled={others}
          onTap={() => {
            forgetEnd(decide)
            setRefusing(true)
          }}
        >
          不同意
        </Button>
      </Box>
      {moving && <MoveSheet item={item} onClose={() => setMoving(false)} />}
      {refusing && <RefuseSheet item={item} decide={decide} onClose={() => setRefusing(false)} />}
    </Surface>
  )
}

interface RequestsProps {
  readonly deskId: string
  /** The rooms of the desk have names. */
  readonly namedRooms: boolean
}

/** Who asks for a room and has no answer yet; the times are held for them. */
export function RoomRequests({ deskId, namedRooms }: RequestsProps) {
  const requests = useRoomRequests(deskId)
  const decide = useDecideRoom(deskId)
  return (
    <QueryView query={requests}>
      {({ items }) => (
        <>
          <SectionTitle title="等答复的申请" note={items.length === 0 ? '现在没有' : `${items.length} 个`} />
          {items.map((item) => (
            <Request key={item.id} item={item} decide={decide} namedRooms={namedRooms} />
          ))}
        </>
      )}
    </QueryView>
  )
}
