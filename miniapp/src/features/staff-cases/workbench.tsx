import { useState } from 'react'
import { openPage, pageUrl } from '@/platform/navigate'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { PagedList } from '@/ui/paged-list'
import { SearchField } from '@/ui/search-field'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { CasePanel } from './case-panel'
import { caseColumns, caseName, CaseRow } from './case-row'
import { caseFilters, daySentence, type CaseFilter } from './filters'
import { useCases } from './queries'
import { useOpenItem } from '@/features/staff-shell/use-open-item'
import './staff-cases.scss'

const asFilter = (value: string | undefined): CaseFilter =>
  caseFilters.find((known) => known.value === value)?.value ?? 'all'

const emptyWords: Record<CaseFilter, string> = {
  all: '还没有办件。居民提了意见会出现在这里',
  urgent: '没有紧急的办件',
  'to-accept': '没有等您受理的办件',
  'to-sign': '没有等签收的办件',
  returned: '没有被退回的办件',
  mine: '您手上没有在办的办件',
  overdue: '没有逾期的办件',
  'due-today': '今天没有到期的办件',
  paused: '没有暂停的办件',
  answered: '没有等居民评价的办件',
  closed: '还没有办结的办件',
}

/** 办件: by due time, what is overdue first; on a wide page the open case stands beside the list. */
export function Workbench() {
  const { communityId, role } = useDesk()
  const wide = useWide()
  const [filter, setFilter] = useState<CaseFilter>('all')
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState<string>()
  const { open, show, close } = useOpenItem()
  const cases = useCases(communityId, filter, q)
  const counts = cases.data?.pages[0]?.counts
  const search = (
    <SearchField
      id="case-search"
      placeholder="编号、地点、内容"
      value={typed}
      onChange={(value) => {
        setTyped(value)
        if (value === '') setQ(undefined)
      }}
      onSubmit={() => setQ(typed.trim() === '' ? undefined : typed.trim())}
    />
  )
  const entry = role !== 'street_admin' && (
    <Button kind="tint" icon="phone" narrow to="/packages/staff-cases/entry">
      代录意见
    </Button>
  )
  const openCase = (id: string) =>
    wide ? show(id) : openPage(pageUrl('/packages/staff-cases/detail', { id }))
  return (
    <StaffConsole
      title="办件"
      note={daySentence(counts)}
      current="cases"
      acts={
        <>
          {search}
          {entry}
        </>
      }
      backTo="/pages/me"
      panel={wide && open !== undefined ? <CasePanel key={open} id={open} onClose={close} /> : undefined}
    >
      {!wide && search}
      {!wide && entry}
      {!wide && counts !== undefined && <Box className="case-day">{daySentence(counts)}</Box>}
      <FilterChips
        label="看哪些办件"
        wrap={wide}
        chips={caseFilters.map((chip) => ({ ...chip, count: counts?.[chip.value] }))}
        chosen={[filter]}
        onChange={([value]) => setFilter(asFilter(value))}
      />
      <PagedList
        query={cases}
        empty={
          <Surface>
            <EmptyState icon="check">
              {q === undefined ? emptyWords[filter] : `没有找到“${q}”，换个编号或词试试`}
            </EmptyState>
          </Surface>
        }
      >
        {(items) => (
          <>
            <DataTable
              label="办件"
              columns={caseColumns}
              rows={items}
              idOf={({ id }) => id}
              nameOf={caseName}
              narrow={(item) => <CaseRow item={item} onTap={() => openCase(item.id)} />}
              selected={open}
              onOpen={({ id }) => openCase(id)}
            />
            {wide && (
              <Box className="case-foot">
                <Box as="span">{`共 ${counts?.[filter] ?? items.length} 件，显示前 ${items.length} 件`}</Box>
                <Box as="span">J K 上下移动，回车打开</Box>
              </Box>
            )}
          </>
        )}
      </PagedList>
    </StaffConsole>
  )
}
