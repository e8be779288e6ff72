import { actKindLabel, actKinds, type ActKind } from '@linli/shared/audit/audit.acts'
import type { AuditRowView } from '@linli/shared/audit/audit.schema'
import { dayOf, momentText } from '@linli/shared/time'
import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { Banner } from '@/ui/banner'
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
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { ChainState } from './chain-state'
import { ExportTrail } from './export-trail'
import { useActors, useTrail, useVerify, type TrailFilter } from './queries'
import './trail.scss'

const momentOf = ({ at }: AuditRowView): string => momentText(new Date(at), new Date())

function KindPill({ kind }: Pick<AuditRowView, 'kind'>) {
  if (kind === null) return null
  // Looks at personal data stand out; the rest is quiet.
  return <StatusPill tone={kind === 'look' ? 'wait' : 'off'}>{actKindLabel[kind]}</StatusPill>
}

const columns: readonly Column<AuditRowView>[] = [
  { key: 'at', title: '时间', width: '150px', render: momentOf },
  {
    key: 'act',
    title: '谁做了什么',
    render: ({ sentence }) => <Box className="trail-sentence">{sentence}</Box>,
  },
  { key: 'kind', title: '类别', width: '150px', render: (row) => <KindPill kind={row.kind} /> },
  {
    key: 'seq',
    title: '序号',
    width: '80px',
    right: true,
    render: ({ chain }) => (chain === null ? '待编' : String(chain.seq)),
  },
]

const EVERYTHING = ''

/** 操作记录: what staff did, act by act, and whether the trail is whole. */
export function TrailPage() {
  const { communityId } = useDesk()
  const [kind, setKind] = useState<ActKind>()
  const [actorId, setActorId] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [thing, setThing] = useState<AuditRowView['target']>()
  const today = dayOf(new Date())
  const actors = useActors(communityId).data ?? []
  const filter: TrailFilter = {
    kind,
    actorId: actorId === '' ? undefined : actorId,
    targetId: thing?.id,
    from: from === '' ? undefined : from,
    to: to === '' ? undefined : to,
  }
  const trail = useTrail(communityId, filter)
  const { check, run } = useVerify(communityId)
  const [exporting, setExporting] = useState(false)
  const wide = useWide()
  const act = (
    <Button kind="outline" icon="download" onTap={() => setExporting(true)}>
      导出记录
    </Button>
  )
  return (
    <StaffConsole
      title="操作记录"
      note="工作人员做过的事，只增不改；查看个人信息的都标出来"
      current="audit"
      acts={act}
      bar={wide ? undefined : <BottomBar>{act}</BottomBar>}
      backTo="/pages/me"
    >
      <ChainState check={check} onRun={() => void run()} />
      <FilterChips
        label="按类别看"
        chips={[
          { value: EVERYTHING, label: '全部' },
          ...actKinds.map((value) => ({ value, label: actKindLabel[value] })),
        ]}
        chosen={[kind ?? EVERYTHING]}
        onChange={([value]) => setKind(actKinds.find((known) => known === value))}
      />
      <Box className="trail-filters">
        <PickerField
          id="trail-who"
          label="谁做的"
          kind="list"
          value={actorId}
          options={[
            { value: '', label: '全部' },
            ...actors.map(({ accountId, name }) => ({ value: accountId, label: name })),
          ]}
          onChange={setActorId}
        />
        <PickerField
          id="trail-from"
          label="从哪天"
          kind="date"
          value={from}
          placeholder="不限"
          to={to === '' ? today : to}
          onChange={setFrom}
        />
        <PickerField
          id="trail-to"
          label="到哪天"
          kind="date"
          value={to}
          placeholder="不限"
          from={from === '' ? undefined : from}
          to={today}
          onChange={setTo}
        />
      </Box>
      {thing && (
        <Banner kind="info" onClose={() => setThing(undefined)}>
          {`只看和${thing.label ?? '这一件'}有关的记录`}
        </Banner>
      )}
      <PagedList
        query={trail}
        empty={
          <Surface>
            <EmptyState icon="history">没有符合条件的记录</EmptyState>
          </Surface>
        }
      >
        {(items) => (
          <DataTable
            label="操作记录"
            columns={columns}
            rows={items}
            idOf={({ id }) => id}
            nameOf={(row) => `${row.sentence}，${momentOf(row)}，只看和它有关的`}
            narrow={(row) => (
              <ListRow
                title={<Box className="trail-sentence">{row.sentence}</Box>}
                detail={momentOf(row)}
                meta={<KindPill kind={row.kind} />}
                label={`${row.sentence}，${momentOf(row)}`}
                onTap={() => setThing(row.target)}
              />
            )}
            onOpen={(row) => setThing(row.target)}
          />
        )}
      </PagedList>
      <ExportTrail
        open={exporting}
        communityId={communityId}
        filter={filter}
        onClose={() => setExporting(false)}
      />
    </StaffConsole>
  )
}
