import type { GrantPlaceView, GrantView } from '@linli/shared/grants/grants.schema'
import { roleLabel, staffRoles } from '@linli/shared/roles'
import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useOpenItem } from '@/features/staff-shell/use-open-item'
import { openPage, pageUrl } from '@/platform/navigate'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import type { Column } from '@/ui/data-table.types'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { PickerField } from '@/ui/picker-field'
import { QueryView } from '@/ui/query-view'
import { SearchField } from '@/ui/search-field'
import { SidePanel } from '@/ui/side-panel'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { GrantSheet } from './grant-sheet'
import { grantName, placeText, roleText, sinceText, termText } from './grant-words'
import { HolderCard } from './holder-card'
import { InvitationList } from './invitation-list'
import { useGrantPlaces, useGrants, useHolder, type GrantState } from './queries'
import './grants.scss'

const columns: readonly Column<GrantView>[] = [
  {
    key: 'name',
    title: '姓名',
    width: '110px',
    render: ({ name }) => <Box className="grant-name">{name}</Box>,
  },
  { key: 'role', title: '身份', width: '170px', render: roleText },
  { key: 'place', title: '在哪里', render: placeText },
  {
    key: 'term',
    title: '期限',
    width: '150px',
    render: (grant) =>
      grant.endsSoon ? (
        <StatusPill tone="wait">{termText(grant, new Date())}</StatusPill>
      ) : (
        termText(grant, new Date())
      ),
  },
  { key: 'since', title: '从哪天起', width: '180px', render: (grant) => sinceText(grant, new Date()) },
]

const WAITING = 'waiting'
const states = [
  { value: 'held', label: '在任' },
  { value: 'ending', label: '快到期' },
  { value: WAITING, label: '等登录' },
  { value: 'ended', label: '已结束' },
]

/** Places above the grids, to look at one at a time. */
const lookable = (places: readonly GrantPlaceView[]) => places.filter(({ kind }) => kind !== 'grid')

function HolderPanel({
  id,
  onClose,
  onMoved,
}: {
  id: string
  onClose: () => void
  onMoved: (id: string) => void
}) {
  const query = useHolder(id)
  return (
    <SidePanel title={query.data?.name ?? '授权'} onClose={onClose}>
      <QueryView query={query}>{(holder) => <HolderCard holder={holder} onMoved={onMoved} />}</QueryView>
    </SidePanel>
  )
}

/** 授权: who holds what in one's reach, and giving, taking and handing over. */
export function RolesPage() {
  const wide = useWide()
  const [state, setState] = useState('held')
  const [role, setRole] = useState('')
  const [nodeId, setNodeId] = useState('')
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState<string>()
  const [giving, setGiving] = useState(false)
  const { open, show, close } = useOpenItem()
  const places = useGrantPlaces()
  const looked = lookable(places.data ?? [])
  const place = nodeId === '' ? undefined : nodeId
  const wanted = staffRoles.find((one) => one === role)
  const list = useGrants(
    { nodeId: place, role: wanted, state: state === WAITING ? 'held' : (state as GrantState), q },
    state !== WAITING,
  )
  const openHolder = (id: string) =>
    wide ? show(id) : openPage(pageUrl('/packages/staff-settings/holder', { id }))
  const give = (
    <Button icon="plus" narrow={wide} onTap={() => setGiving(true)}>
      授权
    </Button>
  )
  return (
    <StaffConsole
      title="授权"
      note="谁有什么身份；给出、收回都会告诉本人并记入操作记录"
      current="roles"
      placeless
      backTo="/pages/me"
      acts={give}
      bar={<BottomBar>{give}</BottomBar>}
      panel={
        wide && open !== undefined ? (
          <HolderPanel key={open} id={open} onClose={close} onMoved={show} />
        ) : undefined
      }
    >
      <Box className="grant-filters">
        <SearchField
          id="grant-search"
          placeholder="姓名、拼音首字母"
          value={typed}
          onChange={(value) => {
            setTyped(value)
            if (value === '') setQ(undefined)
          }}
          onSubmit={() => setQ(typed.trim() === '' ? undefined : typed.trim())}
        />
        {looked.length > 1 && (
          <PickerField
            id="grant-look"
            label="看哪里"
            kind="list"
            value={nodeId}
            options={[
              { value: '', label: '全部' },
              ...looked.map((one) => ({ value: one.nodeId, label: one.name })),
            ]}
            onChange={setNodeId}
          />
        )}
        <PickerField
          id="grant-filter-role"
          label="身份"
          kind="list"
          value={role}
          options={[
            { value: '', label: '全部' },
            ...staffRoles.map((value) => ({ value, label: roleLabel[value] })),
          ]}
          onChange={setRole}
        />
      </Box>
      <FilterChips
        label="按状态看"
        chips={states}
        chosen={[state]}
        onChange={([value]) => setState(value ?? 'held')}
      />
      {state === WAITING ? (
        <InvitationList nodeId={place} />
      ) : (
        <PagedList
          query={list}
          empty={
            <Surface>
              <EmptyState icon="people">
                {q === undefined ? '这里没有人，点“授权”增加' : `没有找到“${q}”，换个姓名试试`}
              </EmptyState>
            </Surface>
          }
        >
          {(items) => (
            <DataTable
              label="授权"
              columns={columns}
              rows={items}
              idOf={({ id }) => id}
              nameOf={(grant) => grantName(grant, new Date())}
              narrow={(grant) => (
                <ListRow
                  disc="people"
                  title={`${grant.name}，${roleText(grant)}`}
                  detail={`${placeText(grant)}，${termText(grant, new Date())}`}
                  meta={grant.endsSoon ? <StatusPill tone="wait">快到期</StatusPill> : undefined}
                  onTap={() => openHolder(grant.accountId)}
                />
              )}
              selected={items.find((grant) => grant.accountId === open)?.id}
              onOpen={(grant) => openHolder(grant.accountId)}
            />
          )}
        </PagedList>
      )}
      {giving && <GrantSheet places={places.data ?? []} onClose={() => setGiving(false)} />}
    </StaffConsole>
  )
}
