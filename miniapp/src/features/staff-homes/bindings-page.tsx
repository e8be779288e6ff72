import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { openPage, pageUrl } from '@/platform/navigate'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { useOpenItem } from '@/features/staff-shell/use-open-item'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { PagedList } from '@/ui/paged-list'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { DelegateAsks } from './delegate-asks'
import { InvitationsPart } from './invitations-part'
import { RequestPanel } from './request-panel'
import { requestColumns, requestName, RequestRow } from './request-row'
import { RoomBindings } from './room-bindings'
import { useRequests, type QueueFilter } from './queries'
import './staff-homes.scss'

const parts = ['open', 'over', 'invitations', 'bound', 'delegates'] as const
type Part = (typeof parts)[number]

function Requests({
  filter,
  query,
  open,
  onOpen,
}: {
  readonly filter: QueueFilter
  readonly query: ReturnType<typeof useRequests>
  readonly open: string | undefined
  readonly onOpen: (id: string) => void
}) {
  return (
    <PagedList
      query={query}
      empty={
        <Surface>
          <EmptyState icon="check">
            {filter === 'open' ? '没有等您核对的申请' : '还没有办完的申请'}
          </EmptyState>
        </Surface>
      }
    >
      {(items) => (
        <DataTable
          label="绑定申请"
          columns={requestColumns}
          rows={items}
          idOf={({ id }) => id}
          nameOf={requestName}
          narrow={(item) => <RequestRow item={item} onTap={() => onOpen(item.id)} />}
          selected={open}
          onOpen={({ id }) => onOpen(id)}
        />
      )}
    </PagedList>
  )
}

/** 绑定核对: requests due first, invitations, and whose accounts are bound to a room. */
export function BindingsPage() {
  const { communityId } = useDesk()
  const wide = useWide()
  const [part, setPart] = useState<Part>('open')
  const { open, show, close } = useOpenItem()
  const filter = part === 'over' ? 'over' : 'open'
  const requests = useRequests(communityId, filter)
  const counts = requests.data?.pages[0]?.counts
  const refused = requests.error instanceof ApiError && requests.error.status === 403
  const openRequest = (id: string) =>
    wide ? show(id) : openPage(pageUrl('/packages/staff-space/binding', { id }))
  const isList = part === 'open' || part === 'over'
  const recovery = (
    <Button kind="outline" narrow to="/packages/staff-space/recovery">
      手机丢了，换号码
    </Button>
  )
  return (
    <StaffConsole
      title="绑定核对"
      note="谁住在哪一处，账号是不是本人"
      current="bindings"
      acts={recovery}
      backTo="/pages/me"
      panel={
        wide && isList && open !== undefined ? (
          <RequestPanel key={open} id={open} onClose={close} />
        ) : undefined
      }
    >
      {!wide && <Box className="staff-homes__acts">{recovery}</Box>}
      {refused ? (
        <Surface>
          <EmptyState icon="lock">绑定核对只对本社区工作人员开放</EmptyState>
        </Surface>
      ) : (
        <>
          <FilterChips
            label="看哪一部分"
            wrap={wide}
            chips={[
              {
                value: 'open',
                label: '待核对',
                ...(counts && { count: counts.submitted + counts.needs_more }),
              },
              { value: 'over', label: '已办完' },
              { value: 'invitations', label: '邀请码' },
              { value: 'bound', label: '已绑定' },
              { value: 'delegates', label: '代办申请' },
            ]}
            chosen={[part]}
            onChange={([value]) => {
              close()
              const chosen = parts.find((one) => one === value)
              if (chosen !== undefined) setPart(chosen)
            }}
          />
          {isList && <Requests filter={filter} query={requests} open={open} onOpen={openRequest} />}
          {part === 'invitations' && <InvitationsPart communityId={communityId} />}
          {part === 'bound' && <RoomBindings />}
          {part === 'delegates' && <DelegateAsks communityId={communityId} />}
        </>
      )}
    </StaffConsole>
  )
}
