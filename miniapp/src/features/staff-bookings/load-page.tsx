import type { DeskLoadView } from '@linli/shared/bookings/desks.schema'
import { addDays, dayOf, dayText, weekdayName } from '@linli/shared/time'
import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { fileUrl } from '@/platform/client-name'
import { pageUrl } from '@/platform/navigate'
import { saveFile } from '@/platform/save-file'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { StatRow } from '@/ui/stat-row'
import { StatTile } from '@/ui/stat-tile'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { chooseBookingDesk, useBookingDesk } from './chosen-desk'
import { useLoad } from './queries'
import './staff-bookings.scss'

const TODAY = '/packages/staff-bookings/today'
const spans = [
  { value: '7', label: '最近 7 天' },
  { value: '28', label: '最近 4 周' },
] as const

interface BarProps {
  readonly name: string
  readonly value: number
  readonly most: number
  /** Part of the value that did not come. */
  readonly missed?: number
  readonly note?: string | undefined
}

const share = (part: number, whole: number) => `${whole === 0 ? 0 : (part / whole) * 100}%`

/** One bar with its number; the words are the table for those who hear it. */
function Bar({ name, value, most, missed = 0, note }: BarProps) {
  return (
    <Box className="load-bar">
      <Box className="load-bar__name">{name}</Box>
      <Box hidden className="load-bar__line">
        <Box className="load-bar__missed" style={{ width: share(missed, most) }} />
        <Box className="load-bar__value" style={{ width: share(value - missed, most) }} />
      </Box>
      <Box className="load-bar__number">{`${value} 人`}</Box>
      <Box className="load-bar__note">{note}</Box>
    </Box>
  )
}

async function save(address: string, kind: 'csv' | 'xlsx'): Promise<void> {
  if (!(await saveFile(fileUrl(address), `预约名单.${kind}`))) showToast('没有存下来，请再试一次')
}

const scoreNames = ['很不满意', '不满意', '一般', '满意', '很满意'] as const

/** What people said afterwards, without who: the page they said it on promised that. */
function Ratings({ ratings }: Pick<DeskLoadView, 'ratings'>) {
  if (ratings === null) {
    return (
      <Surface>
        <EmptyState icon="chart">评价满 5 份以后在这里显示</EmptyState>
      </Surface>
    )
  }
  const most = Math.max(...ratings.scores)
  return (
    <>
      <Surface padded label="居民怎么评价">
        {scoreNames
          .map((name, index) => <Bar key={name} name={name} value={ratings.scores[index] ?? 0} most={most} />)
          .reverse()}
      </Surface>
      {ratings.comments.length > 0 && (
        <Surface padded label="居民想说的话">
          {ratings.comments.map((comment, index) => (
            <Box key={index} className="load-words">{`“${comment}”`}</Box>
          ))}
        </Surface>
      )}
    </>
  )
}

/** Days whose lists have something the counter has not written down, to go there and do so. */
function Unrecorded({ days }: Pick<DeskLoadView, 'days'>) {
  const today = dayOf(new Date())
  const open = days.filter(({ unrecorded }) => unrecorded > 0).toReversed()
  if (open.length === 0) return null
  return (
    <>
      <SectionTitle title="等补登结果" note={`${open.length} 天`} />
      <Surface>
        {open.map(({ day, unrecorded }) => (
          <ListRow
            key={day}
            title={`${dayText(day, today)} ${weekdayName(day)}`}
            detail={`${unrecorded} 个没有登记结果`}
            to={pageUrl(TODAY, { day })}
          />
        ))}
      </Surface>
    </>
  )
}

function Figures({ load }: { readonly load: DeskLoadView }) {
  const today = dayOf(new Date())
  const sum = (of: 'booked' | 'walkIn' | 'missed' | 'done' | 'unrecorded') =>
    load.days.reduce((total, day) => total + day[of], 0)
  const all = sum('booked') + sum('walkIn')
  if (all === 0) {
    return (
      <Surface>
        <EmptyState icon="chart">这段时间没有人预约或取号</EmptyState>
      </Surface>
    )
  }
  const mostOfDay = Math.max(...load.days.map(({ booked, walkIn }) => booked + walkIn))
  const mostOfHour = Math.max(1, ...load.hours.map(({ arrivals }) => arrivals))
  const used = load.days.filter(({ booked, walkIn }) => booked + walkIn > 0)
  return (
    <>
      <Surface label="合计">
        <StatRow>
          <StatTile name="预约" count={sum('booked')} />
          <StatTile name="现场取号" count={sum('walkIn')} />
          <StatTile name="已办完" count={sum('done')} />
          <StatTile name="没来" count={sum('missed')} note={`${((sum('missed') / all) * 100).toFixed(1)}%`} />
          {sum('unrecorded') > 0 && <StatTile name="未登记结果" count={sum('unrecorded')} />}
        </StatRow>
      </Surface>
      <Unrecorded days={load.days} />
      <SectionTitle title="每天多少人" note={sum('missed') > 0 ? '红色的一段是没来的' : undefined} />
      <Surface padded label="每天多少人">
        {used.map(({ day, booked, walkIn, missed, waitMinutes }) => (
          <Bar
            key={day}
            name={`${dayText(day, today)} ${weekdayName(day)}`}
            value={booked + walkIn}
            missed={missed}
            most={mostOfDay}
            note={[missed > 0 && `没来 ${missed}`, waitMinutes !== null && `一般等 ${waitMinutes} 分钟`]
              .filter(Boolean)
              .join('，')}
          />
        ))}
      </Surface>
      <Box className="desk-acts load-files">
        <Button kind="outline" small icon="download" onTap={() => void save(load.files.xlsx, 'xlsx')}>
          导出 Excel
        </Button>
        <Button kind="outline" small icon="download" onTap={() => void save(load.files.csv, 'csv')}>
          导出 CSV
        </Button>
      </Box>
      <SectionTitle title="居民怎么评价" note="看不到是谁写的" />
      <Ratings ratings={load.ratings} />
      {load.hours.length > 0 && (
        <>
          <SectionTitle title="什么时候来的人多" />
          <Surface padded label="什么时候来的人多">
            {load.hours.map(({ hour, arrivals }) => (
              <Bar
                key={hour}
                name={`${String(hour).padStart(2, '0')}:00`}
                value={arrivals}
                most={mostOfHour}
              />
            ))}
          </Surface>
        </>
      )}
    </>
  )
}

function Load({ deskId, days }: { readonly deskId: string; readonly days: number }) {
  const today = dayOf(new Date())
  const query = useLoad(deskId, addDays(today, 1 - days), today)
  return <QueryView query={query}>{(load) => <Figures load={load} />}</QueryView>
}

/** 忙闲: how many came when, how many did not, how long they waited; figures of a desk, never of a person. */
export function LoadPage() {
  const { desks, desk, known } = useBookingDesk()
  const [span, setSpan] = useState<(typeof spans)[number]['value']>('28')
  return (
    <StaffConsole title="忙闲" inside current="bookings" backTo={TODAY}>
      <QueryView query={desks}>
        {() =>
          desk === undefined ? (
            <Surface>
              <EmptyState icon="calendar">还没有预约窗口</EmptyState>
            </Surface>
          ) : (
            <>
              <FilterChips
                label="哪个窗口"
                chips={known.map(({ id, name }) => ({ value: id, label: name }))}
                chosen={[desk.id]}
                onChange={([id]) => id !== undefined && chooseBookingDesk(id)}
              />
              <FilterChips
                label="多长时间"
                chips={spans}
                chosen={[span]}
                onChange={([value]) => setSpan(value === '7' ? '7' : '28')}
              />
              <Load deskId={desk.id} days={Number(span)} />
            </>
          )
        }
      </QueryView>
    </StaffConsole>
  )
}
