import type { DeskBookingView, DeskDayBoardView } from '@linli/shared/bookings/hall.schema'
import type { DeskView } from '@linli/shared/bookings/desks.schema'
import { hasQueue } from '@linli/shared/bookings/rooms.rules'
import { dayOf, dayText, weekdayName, type IsoDay } from '@linli/shared/time'
import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { pageUrl } from '@/platform/navigate'
import { useOnline } from '@/platform/network'
import { scanCode } from '@/platform/scan-code'
import { sendForm } from '@/platform/send-form'
import { useAttempt } from '@/platform/use-attempt'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { PickerField } from '@/ui/picker-field'
import { QueryView } from '@/ui/query-view'
import { SearchField } from '@/ui/search-field'
import { SectionTitle } from '@/ui/section-title'
import { StatRow } from '@/ui/stat-row'
import { StatTile } from '@/ui/stat-tile'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { useWide } from '@/ui/wide'
import { ActTrouble, BookingActs, BookingSheet } from './booking-sheet'
import { CheckNote } from './check-note'
import { chooseBookingDesk, useBookingDesk } from './chosen-desk'
import { dayColumnsOf, DayRow } from './day-rows'
import { dayFiltersOf, filtered, foundBy, paperNumbers, rowName, type DayFilter } from './day-words'
import { FinishSheet } from './finish-sheet'
import { useCallNext, useDeskDay, useHallAct } from './queries'
import { TransferSheet } from './transfer-sheet'
import { WalkInSheet } from './walk-in-sheet'
import { RoomRequests } from './room-requests'
import './staff-bookings.scss'

interface ServingProps {
  readonly board: DeskDayBoardView
  readonly act: ReturnType<typeof useHallAct>
  readonly onFinish: (id: string) => void
  readonly onTransfer: (id: string) => void
}

/** Who is called now, with the acts at hand. */
function Serving({ board, act, onFinish, onTransfer }: ServingProps) {
  const called = board.items.filter(({ status }) => status === 'called')
  return (
    <>
      <SectionTitle title="正在办" note={called.length === 0 ? '还没有叫号' : undefined} />
      {called.map((item) => (
        <Surface key={item.id} padded label={`正在办 ${item.queueNumber ?? ''}`}>
          <Box className="desk-now">
            <Box className="desk-now__number">{item.queueNumber}</Box>
            <Box className="desk-now__words">
              <Box className="desk-now__what">{item.service.label}</Box>
              <Box className="desk-now__who">{rowName(item)}</Box>
            </Box>
          </Box>
          <BookingActs
            item={item}
            act={act}
            onFinish={() => onFinish(item.id)}
            onTransfer={() => onTransfer(item.id)}
          />
        </Surface>
      ))}
    </>
  )
}

function Figures({ board, desk }: { readonly board: DeskDayBoardView; readonly desk: DeskView }) {
  const count = (filter: DayFilter) => filtered(board.items, filter).length
  const words = dayFiltersOf(desk.kind)
  const nameOf = (filter: DayFilter) => words.find(({ value }) => value === filter)?.label ?? ''
  return (
    <Surface label="今天">
      <StatRow>
        {hasQueue(desk.kind) && <StatTile name="在等" count={board.waiting} />}
        <StatTile name={nameOf('expected')} count={count('expected')} />
        <StatTile
          name={desk.kind === 'room' ? '已用过' : '已办完'}
          count={board.items.filter(({ status }) => status === 'done').length}
        />
        <StatTile name={nameOf('skipped')} count={count('skipped')} />
      </StatRow>
    </Surface>
  )
}

/** Found by what stands on the ticket; one hit opens at once. */
function Finder({
  items,
  queue,
  onOpen,
}: {
  readonly items: readonly DeskBookingView[]
  readonly queue: boolean
  readonly onOpen: (id: string) => void
}) {
  const [typed, setTyped] = useState('')
  const look = (text: string) => {
    const [hit, ...others] = foundBy(items, text)
    if (hit === undefined) return showToast('这一天没有这个号，请核对日期和窗口')
    if (others.length > 0) return showToast('有几个号以此结尾，请多输几位')
    setTyped('')
    onOpen(hit.id)
  }
  const scan = async () => {
    const text = await scanCode?.()
    if (text !== undefined) look(text)
  }
  return (
    <Box className="desk-finder">
      <SearchField
        id="desk-finder"
        placeholder={queue ? '排号或预约编号' : '预约编号'}
        value={typed}
        onChange={setTyped}
        onSubmit={() => look(typed)}
      />
      <Button kind="outline" small onTap={() => look(typed)}>
        找这个号
      </Button>
      {scanCode !== undefined && (
        <Button kind="tint" small icon="camera" onTap={() => void scan()}>
          扫预约码
        </Button>
      )}
    </Box>
  )
}

interface BoardProps {
  readonly desk: DeskView
  /** The other desks, where somebody may be sent. */
  readonly others: readonly DeskView[]
  readonly board: DeskDayBoardView
  readonly day: IsoDay
}

function Board({ desk, others, board, day }: BoardProps) {
  const online = useOnline()
  const act = useHallAct(desk.id, day)
  const queue = hasQueue(desk.kind)
  const isOver = day < dayOf(new Date())
  const hasUnrecorded = filtered(board.items, 'unrecorded').length > 0
  const [filter, setFilter] = useState<DayFilter>(() => {
    if (isOver) return hasUnrecorded ? 'unrecorded' : 'all'
    return queue ? 'waiting' : 'expected'
  })
  const [open, setOpen] = useState<string>()
  const [finishing, setFinishing] = useState<string>()
  const [moving, setMoving] = useState<string>()
  const item = board.items.find(({ id }) => id === open)
  const ending = board.items.find(({ id }) => id === finishing)
  const sent = board.items.find(({ id }) => id === moving)
  const shown = filtered(board.items, filter)
  // Whoever has just written the last one down goes on seeing that there is none left.
  const chips = dayFiltersOf(desk.kind, hasUnrecorded || filter === 'unrecorded')
  const isToday = day === dayOf(new Date())
  const finish = (id: string) => {
    forgetEnd(act)
    setOpen(undefined)
    setFinishing(id)
  }
  const transfer = (id: string) => {
    forgetEnd(act)
    setOpen(undefined)
    setMoving(id)
  }
  return (
    <>
      {!online && (
        <Banner kind="offline">
          {queue
            ? `没有网络，请先手写排号：${paperNumbers(board.items)} 起`
            : '没有网络，看到的是上一次的名单'}
        </Banner>
      )}
      {open === undefined && finishing === undefined && moving === undefined && <ActTrouble act={act} />}
      {desk.kind === 'room' && <RoomRequests deskId={desk.id} namedRooms={desk.rooms.length > 0} />}
      {desk.check !== null && (
        <Surface padded label="名额核对">
          <CheckNote check={desk.check} />
        </Surface>
      )}
      <Figures board={board} desk={desk} />
      {isToday && queue && <Serving board={board} act={act} onFinish={finish} onTransfer={transfer} />}
      <SectionTitle title="这一天的名单" note={isToday && queue ? `签到码 ${board.hallCode}` : undefined} />
      <Finder items={board.items} queue={queue} onOpen={setOpen} />
      <FilterChips
        label="看哪些人"
        chips={chips.map(({ value, label }) => ({
          ...{ value, label },
          count: filtered(board.items, value).length,
        }))}
        chosen={[filter]}
        onChange={([value]) => setFilter(chips.find((one) => one.value === value)?.value ?? 'all')}
      />
      {shown.length === 0 ? (
        <Surface>
          <EmptyState icon="check">{chips.find(({ value }) => value === filter)?.empty ?? ''}</EmptyState>
        </Surface>
      ) : (
        <DataTable
          label="这一天的名单"
          columns={dayColumnsOf(queue)}
          rows={shown}
          idOf={({ id }) => id}
          nameOf={rowName}
          narrow={(one) => <DayRow item={one} onTap={() => setOpen(one.id)} />}
          selected={open}
          onOpen={({ id }) => setOpen(id)}
        />
      )}
      {item !== undefined && (
        <BookingSheet
          item={item}
          act={act}
          namedRooms={desk.rooms.length > 0}
          onFinish={() => finish(item.id)}
          onTransfer={() => transfer(item.id)}
          onClose={() => {
            forgetEnd(act)
            setOpen(undefined)
          }}
        />
      )}
      {ending !== undefined && (
        <FinishSheet key={ending.id} item={ending} act={act} onClose={() => setFinishing(undefined)} />
      )}
      {sent !== undefined && (
        <TransferSheet item={sent} others={others} act={act} onClose={() => setMoving(undefined)} />
      )}
    </>
  )
}

/** 叫下一位 and 现场取号: the page's main acts, the same in the bar of a phone and at the top of the desk. */
function useMainActs(desk: DeskView | undefined, day: IsoDay) {
  const [walkIn, setWalkIn] = useState(false)
  const call = useCallNext(desk?.id ?? '', day)
  const attempt = useAttempt(`call-next:${desk?.id ?? ''}`)
  const isToday = day === dayOf(new Date())
  const next = () =>
    sendForm(call, attempt.begin({}), {
      attempt,
      onSuccess: ({ called }) =>
        showToast(called === null ? '现在没有人在等' : `请 ${called.queueNumber ?? ''} 到窗口`),
    })
  return {
    error: call.error,
    buttons:
      desk === undefined || !isToday || !hasQueue(desk.kind) ? undefined : (
        <>
          <Button kind="outline" narrow onTap={() => setWalkIn(true)}>
            现场取号
          </Button>
          <Button id="call-next" busy={call.isPending && '正在叫号'} onTap={next}>
            叫下一位
          </Button>
        </>
      ),
    sheet:
      walkIn && desk !== undefined ? (
        <WalkInSheet desk={desk} day={day} onClose={() => setWalkIn(false)} />
      ) : null,
  }
}

function DayOfDesk({ desk, others, day }: Omit<BoardProps, 'board'>) {
  const query = useDeskDay(desk.id, day)
  return (
    <QueryView query={query}>
      {(board) => <Board desk={desk} others={others} board={board} day={day} />}
    </QueryView>
  )
}

/**
 * 预约窗口: who is called, who waits, who is expected; one desk at a time.
 * @param from the day that is shown first; today unless the page was opened for another one
 */
export function TodayPage({ from }: { readonly from: IsoDay | undefined }) {
  const wide = useWide()
  const today = dayOf(new Date())
  const [day, setDay] = useState<IsoDay>(from ?? today)
  const { desks, desk, known } = useBookingDesk()
  const main = useMainActs(desk, day)
  const open = known.flatMap((one) => (one.active && hasQueue(one.kind) ? [one.id] : []))
  const ways = (
    <Box className="desk-ways">
      {open.length > 0 && (
        <Button
          kind="outline"
          small
          to={pageUrl('/packages/staff-bookings/screen', { desk: open.join(',') })}
        >
          大厅屏幕
        </Button>
      )}
      {desk !== undefined && hasQueue(desk.kind) && (
        <Button kind="outline" small to={pageUrl('/packages/staff-bookings/hall-code', { desk: desk.id })}>
          签到码
        </Button>
      )}
      {desk !== undefined && !hasQueue(desk.kind) && (
        <Button kind="outline" small to={pageUrl('/packages/staff-bookings/month', { desk: desk.id })}>
          一个月的安排
        </Button>
      )}
      {desk !== undefined && (
        <Button kind="outline" small to={pageUrl('/packages/staff-bookings/book', { desk: desk.id })}>
          替人预约
        </Button>
      )}
      <Button kind="outline" small to="/packages/staff-bookings/schedule">
        窗口和时间
      </Button>
      <Button kind="outline" small to="/packages/staff-bookings/load">
        忙闲
      </Button>
      <Button kind="outline" small to="/packages/staff-bookings/catalogue">
        办事指南
      </Button>
    </Box>
  )
  return (
    <StaffConsole
      title="预约窗口"
      note={`${dayText(day, today)} ${weekdayName(day)}`}
      current="bookings"
      acts={main.buttons}
      bar={wide || main.buttons === undefined ? undefined : <BottomBar>{main.buttons}</BottomBar>}
      backTo="/pages/me"
    >
      {main.error !== null && <Banner kind="alert">{sentenceOf(main.error)}</Banner>}
      <QueryView query={desks}>
        {() =>
          desk === undefined ? (
            <Surface>
              <EmptyState icon="calendar" act="设一个窗口" to="/packages/staff-bookings/schedule">
                还没有预约窗口。设好窗口和时间，居民就能约
              </EmptyState>
            </Surface>
          ) : (
            <>
              <Box className="desk-head">
                {known.length > 1 && (
                  <FilterChips
                    label="哪个窗口"
                    chips={known.map(({ id, name }) => ({ value: id, label: name }))}
                    chosen={[desk.id]}
                    onChange={([id]) => id !== undefined && chooseBookingDesk(id)}
                  />
                )}
                <Box className="desk-day">
                  <PickerField id="desk-day" label="看哪一天" kind="date" value={day} onChange={setDay} />
                </Box>
                {ways}
              </Box>
              <DayOfDesk
                key={`${desk.id}:${day}`}
                desk={desk}
                others={known.filter((one) => one.active && hasQueue(one.kind) && one.id !== desk.id)}
                day={day}
              />
            </>
          )
        }
      </QueryView>
      {main.sheet}
    </StaffConsole>
  )
}
