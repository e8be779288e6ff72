import type { TenantCommunityView, TenantStreetView } from '@linli/shared/tenants/tenants.schema'
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
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { SidePanel } from '@/ui/side-panel'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { NewCommunitySheet, NewStreetSheet, RenameSheet } from './new-sheets'
import { useTenant, useTenants } from './queries'
import { TenantCard } from './tenant-card'
import { concernOf, sizeText } from './tenant-words'
import './tenants.scss'

function State({ community }: { readonly community: TenantCommunityView }) {
  if (community.suspendedAt !== null) return <StatusPill tone="off">暂停使用</StatusPill>
  const concern = concernOf(community)
  return concern === undefined ? (
    <StatusPill tone="done">在用</StatusPill>
  ) : (
    <StatusPill tone="wait">{concern}</StatusPill>
  )
}

const columns: readonly Column<TenantCommunityView>[] = [
  { key: 'name', title: '社区', render: ({ name }) => <Box className="tenant-name">{name}</Box> },
  { key: 'code', title: '编号', width: '80px', render: ({ code }) => code },
  { key: 'rooms', title: '房屋', width: '90px', right: true, render: ({ rooms }) => String(rooms) },
  { key: 'staff', title: '工作人员', width: '100px', right: true, render: ({ staff }) => String(staff) },
  { key: 'state', title: '状态', width: '240px', render: (community) => <State community={community} /> },
]

function Panel({
  id,
  onClose,
  onMerged,
}: {
  readonly id: string
  readonly onClose: () => void
  readonly onMerged: (intoId: string) => void
}) {
  const query = useTenant(id)
  return (
    <SidePanel title={query.data?.name ?? '社区'} onClose={onClose}>
      <QueryView query={query}>{(card) => <TenantCard card={card} onMerged={onMerged} />}</QueryView>
    </SidePanel>
  )
}

function Street({
  street,
  open,
  onOpen,
  onRename,
}: {
  readonly street: TenantStreetView
  readonly open: string | undefined
  readonly onOpen: (id: string) => void
  readonly onRename: () => void
}) {
  return (
    <>
      <SectionTitle
        title={street.name}
        note={`${street.communities.length} 个社区`}
        more="街道改名"
        onMore={onRename}
      />
      {street.communities.length === 0 ? (
        <Surface>
          <EmptyState icon="building">这个街道还没有社区</EmptyState>
        </Surface>
      ) : (
        <DataTable
          label={`${street.name}的社区`}
          columns={columns}
          rows={street.communities}
          idOf={({ id }) => id}
          nameOf={(community) => `${community.name}，${sizeText(community)}`}
          narrow={(community) => (
            <ListRow
              disc="building"
              title={community.name}
              detail={sizeText(community)}
              meta={<State community={community} />}
              onTap={() => onOpen(community.id)}
            />
          )}
          selected={open}
          onOpen={({ id }) => onOpen(id)}
        />
      )}
    </>
  )
}

/** 街道和社区: the frame of the deployment, as its operators put it up and watch over it. */
export function TenantsPage() {
  const wide = useWide()
  const query = useTenants()
  const { open, show, close } = useOpenItem()
  const [making, setMaking] = useState<'street' | 'community'>()
  const [renaming, setRenaming] = useState<TenantStreetView>()
  const streets = query.data?.streets ?? []
  const openOne = (id: string) =>
    wide ? show(id) : openPage(pageUrl('/packages/staff-district/tenant', { id }))
  const acts = (
    <>
      <Button kind="outline" narrow={wide} onTap={() => setMaking('street')}>
        新增街道
      </Button>
      {streets.length > 0 && (
        <Button icon="plus" narrow={wide} onTap={() => setMaking('community')}>
          新增社区
        </Button>
      )}
    </>
  )
  return (
    <StaffConsole
      title="街道和社区"
      note="社区里的事由社区自己管，这里只看数目"
      current="tenants"
      placeless
      backTo="/pages/me"
      acts={acts}
      bar={<BottomBar>{acts}</BottomBar>}
      panel={
        wide && open !== undefined ? (
          <Panel key={open} id={open} onClose={close} onMerged={show} />
        ) : undefined
      }
    >
      <QueryView query={query}>
        {(frame) =>
          frame.streets.length === 0 ? (
            <Surface>
              <EmptyState icon="building">还没有街道，先点“新增街道”，再新增社区</EmptyState>
            </Surface>
          ) : (
            <>
              {frame.streets.map((street) => (
                <Street
                  key={street.id}
                  street={street}
                  open={open}
                  onOpen={openOne}
                  onRename={() => setRenaming(street)}
                />
              ))}
            </>
          )
        }
      </QueryView>
      {making === 'street' && <NewStreetSheet onClose={() => setMaking(undefined)} />}
      {making === 'community' && (
        <NewCommunitySheet
          streets={streets}
          onClose={() => setMaking(undefined)}
          onMade={(id) => {
            setMaking(undefined)
            openOne(id)
          }}
        />
      )}
      {renaming && <RenameSheet of={renaming} onClose={() => setRenaming(undefined)} />}
    </StaffConsole>
  )
}
