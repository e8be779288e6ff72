import { meetingFilters, type MeetingFilter } from '@linli/shared/council/meetings.kinds'
import type { MeetingItemView } from '@linli/shared/council/meetings.schema'
import { useState } from 'react'
import { meetingTime, meetingTone } from '@/features/council/meeting-words'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { openPage, pageUrl } from '@/platform/navigate'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import type { Column } from '@/ui/data-table.types'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { useDeskMeetings } from './meeting-queries'

const labels: Readonly<Record<MeetingFilter, string>> = { coming: '要开的会', past: '开过的会' }
const emptyWords: Readonly<Record<MeetingFilter, string>> = {
  coming: '没有要开的会。议题要当面商量时，可以安排一次',
  past: '还没有开过会',
}
const open = ({ id }: MeetingItemView) => openPage(pageUrl('/packages/staff-council/meeting', { id }))
const nameOf = (item: MeetingItemView): string => [item.title, item.statusLabel, meetingTime(item)].join('，')
const pillOf = (item: MeetingItemView) => (
  <StatusPill tone={meetingTone(item.status)}>{item.statusLabel}</StatusPill>
)
const columns: readonly Column<MeetingItemView>[] = [
  { key: 'state', title: '状态', width: '190px', render: pillOf },
  { key: 'title', title: '会议', render: ({ title }) => title },
  { key: 'time', title: '时间', width: '220px', render: meetingTime },
  { key: 'place', title: '地点', width: '220px', render: ({ place }) => place },
]

/** 会议: those to come, and those whose minutes are written. */
export function MeetingsPage() {
  const { communityId, writes } = useDesk()
  const wide = useWide()
  const [filter, setFilter] = useState<MeetingFilter>('coming')
  const meetings = useDeskMeetings(communityId, filter)
  const make = writes ? (
    <Button narrow={wide} icon="plus" to="/packages/staff-council/meeting-edit">
      安排会议
    </Button>
  ) : undefined
  return (
    <StaffConsole
      title="会议"
      note="通知、签到、纪要"
      current="meetings"
      acts={make}
      bar={wide || make === undefined ? undefined : <BottomBar>{make}</BottomBar>}
      backTo="/pages/me"
    >
      <FilterChips
        label="看哪些会议"
        wrap={wide}
        chips={meetingFilters.map((value) => ({ value, label: labels[value] }))}
        chosen={[filter]}
        onChange={([value]) => setFilter(meetingFilters.find((known) => known === value) ?? 'coming')}
      />
      <PagedList
        query={meetings}
        empty={
          <Surface>
            <EmptyState icon="people">{emptyWords[filter]}</EmptyState>
          </Surface>
        }
      >
        {(items) => (
          <DataTable
            label="会议"
            columns={columns}
            rows={items}
            idOf={({ id }) => id}
            nameOf={nameOf}
            narrow={(item) => (
              <ListRow
                icon="people"
                title={item.title}
                detail={`${meetingTime(item)}，${item.place}`}
                meta={pillOf(item)}
                label={nameOf(item)}
                onTap={() => open(item)}
              />
            )}
            onOpen={open}
          />
        )}
      </PagedList>
    </StaffConsole>
  )
}
