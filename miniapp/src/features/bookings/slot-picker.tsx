import { nameIn } from '@linli/shared/bookings/whom.rules'
import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import type { ServiceView } from '@linli/shared/services/services.schema'
import { dayOf, dayText } from '@linli/shared/time'
import { ForWhom } from '@/features/homes/for-whom'
import { gateUrl } from '@/features/session/return-to'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { useOnline } from '@/platform/network'
import { openPage, pageUrl } from '@/platform/navigate'
import { useActor } from '@/platform/session'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { ListRow } from '@/ui/list-row'
import { PageTitle } from '@/ui/page-title'
import { Surface } from '@/ui/surface'
import { timeText } from './availability'
import { bookingUrl } from './booking-row'
import { RoomUntil } from './group-fields'
import { PickTime } from './pick-time'
import { useMyBookings } from './queries'
import { nextFreeOf, type SlotForm } from './use-slot-form'
import './bookings.scss'

/** Why it was not booked, and what can be done about it now. */
function Trouble({ form }: { readonly form: SlotForm }) {
  const online = useOnline()
  const { error } = form
  if (form.alreadySent) {
    return (
      <Banner kind="wait" act="另约一次" onAct={form.startAnew}>
        上一次已经收到了，可以在“我的预约”里看到
      </Banner>
    )
  }
  const free = nextFreeOf(error)
  if (error !== null) {
    const until = error instanceof ApiError ? error.details.until : undefined
    const rest =
      typeof until === 'string' ? `，${dayText(dayOf(new Date(until)), dayOf(new Date()))} 起可以再约` : ''
    return (
      <>
        <Banner kind="alert">{sentenceOf(error) + rest}</Banner>
        {free.length > 0 && (
          <Box className="slot-next">
            <Box className="slot-next__words">还有名额的时间</Box>
            <FilterChips
              label="还有名额的时间"
              wrap
              chips={free.map(({ slotId, startsAt }) => ({
                value: slotId,
                label: timeText(startsAt, null, new Date()),
              }))}
              chosen={[]}
              onChange={([id]) => {
                const hit = free.find(({ slotId }) => slotId === id)
                if (hit !== undefined) form.choice.follow(hit.slotId, dayOf(new Date(hit.startsAt)))
              }}
            />
          </Box>
        )}
      </>
    )
  }
  return online ? null : <Banner kind="offline">现在没有网络，连上网后再约</Banner>
}

/** Booked before: whoever left while it was under way, or forgot about it, learns of it before a second one is refused. */
function HadBefore({ code }: { readonly code: string }) {
  const coming = useMyBookings('coming').data?.pages[0]?.items ?? []
  const had = coming.find(({ service, startsAt }) => service.code === code && startsAt !== null)
  if (had?.startsAt == null) return null
  const whose = had.forSelf ? '您已经约了' : `已经替${nameIn(had.forLabel)}约了`
  return (
    <Banner kind="info" act="看预约" onAct={() => openPage(bookingUrl(had))}>
      {`${whose} ${timeText(had.startsAt, had.endsAt, new Date())}`}
    </Banner>
  )
}

interface SlotPickerProps {
  readonly service: ServiceView
  readonly moved: BookingView | undefined
  readonly form: SlotForm
}

/** 选时间: weeks with what is left, then the times of a day. */
export function SlotPicker({ service, moved, form }: SlotPickerProps) {
  const desk = form.choice.slots.data
  return (
    <>
      <PageTitle below={desk && `${desk.deskName}，${desk.place}，${service.fee}`}>{service.label}</PageTitle>
      {moved !== undefined && moved.startsAt !== null && (
        <Banner kind="info">{`现在约的是 ${timeText(moved.startsAt, moved.endsAt, new Date())}`}</Banner>
      )}
      {form.own !== undefined && (
        <Banner kind="info">改时间要社区再答复一次。送出后，原来的时间就放开给别人了</Banner>
      )}
      {moved === undefined && form.error === null && <HadBefore code={service.code} />}
      <Trouble form={form} />
      {moved === undefined && service.desks.length > 1 && (
        <FilterChips
          label="选窗口"
          chips={service.desks.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={form.deskId === undefined ? [] : [form.deskId]}
          onChange={([id]) => id !== undefined && form.chooseDesk(id)}
        />
      )}
      {moved === undefined && (
        <ForWhom
          id="slot-for"
          title="替谁预约"
          what="bookings"
          chosen={form.forPersonId}
          onChoose={form.chooseFor}
        />
      )}
      {form.deskId === undefined ? (
        <Surface>
          <EmptyState icon="calendar" act="回办事指南" to={guideUrl(service.code)}>
            这件事现在没有能约的窗口，可以打电话问社区
          </EmptyState>
        </Surface>
      ) : (
        <PickTime
          choice={form.choice}
          waits={moved === undefined}
          none={
            <Surface>
              <EmptyState icon="calendar" act="回办事指南" to={guideUrl(service.code)}>
                最近的名额都约完了。明天会放出新的日子，也可以打电话或到窗口问
              </EmptyState>
            </Surface>
          }
        />
      )}
      {form.own !== undefined && (
        <RoomUntil row={form.length.row} count={form.length.count} onChange={form.length.choose} />
      )}
      {moved === undefined && <AgainAndAgain service={service} form={form} />}
    </>
  )
}

/** A desk that is gone to week after week: the same time again and again, asked for at once. */
function AgainAndAgain({ service, form }: { readonly service: ServiceView; readonly form: SlotForm }) {
  const { choice, deskId, forPersonId, isFull } = form
  const { slot, day } = choice
  const mostVisits = service.desks.find(({ id }) => id === deskId)?.mostVisits ?? null
  if (mostVisits === null || slot === undefined || day === undefined || isFull) return null
  return (
    <Surface>
      <ListRow
        icon="calendar"
        title="连着约几次"
        detail="每周或每两周的同一时间，一次约好"
        to={pageUrl('/packages/bookings/series', {
          ...{ code: service.code, slot: slot.id, day },
          ...(forPersonId !== undefined && { for: forPersonId }),
        })}
      />
    </Surface>
  )
}

const guideUrl = (code: string) => `/packages/bookings/item?code=${code}`

interface SlotBarProps {
  readonly moved: BookingView | undefined
  readonly form: SlotForm
}

/** The chosen time and the act; who cannot book yet is led to what is missing. */
export function SlotBar({ moved, form }: SlotBarProps) {
  const actor = useActor()
  const { slot } = form.choice
  const words = slot && timeText(slot.startsAt, form.length.endsAt ?? slot.endsAt, new Date())
  if (actor === undefined)
    return (
      <BottomBar note={words ?? '名额谁都能看，登录后就能约'}>
        <Button to={gateUrl('sign-in')}>登录后预约</Button>
      </BottomBar>
    )
  if (!actor.consentCurrent)
    return (
      <BottomBar note={words}>
        <Button to={gateUrl('consent')}>看隐私说明</Button>
      </BottomBar>
    )
  if (actor.community === null)
    return (
      <BottomBar note="绑定房屋后就能预约，有邀请码 1 分钟就好">
        <Button to="/packages/space/bind">绑定房屋</Button>
      </BottomBar>
    )
  const act =
    moved !== undefined
      ? form.own === undefined
        ? '改到这个时间'
        : '送出申请'
      : form.isFull
        ? '排候补'
        : form.asksFirst
          ? '下一步，填几个问题'
          : '约这个时间'
  const doing = moved !== undefined ? '正在改时间' : form.isFull ? '正在排候补' : '正在预约'
  const note =
    words === undefined
      ? '先选一个时间'
      : form.isSame
        ? '这就是现在约的时间，请选别的时间，或者改用到几点'
        : form.isFull
          ? `${words} 已约满，有人取消就通知您`
          : words
  return (
    <BottomBar note={note}>
      <Button disabled={slot === undefined || form.isSame} busy={form.busy && doing} onTap={form.send}>
        {act}
      </Button>
    </BottomBar>
  )
}
