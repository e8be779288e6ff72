import { useState } from 'react'
import { openPage, pageUrl } from '@/platform/navigate'
import { areaPaths } from '@/features/staff-shell/areas'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { PagedList } from '@/ui/paged-list'
import { SearchField } from '@/ui/search-field'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { BulkList } from './bulk-list'
import { CasePanel } from './case-panel'
import { caseColumns, caseName, CaseRow } from './case-row'
import { isSameLook, lookOf, plainLook, type CaseLook } from './case-look'
import { ExportCases } from './export-cases'
import { caseFilters, daySentence, shownText, type CaseFilter } from './filters'
import { useCases } from './queries'
import { useCaseViews } from './view-queries'
import { ViewSheet } from './view-sheet'
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
  const { communityId, watches, records, writes, heads } = useDesk()
  const wide = useWide()
  const saved = useCaseViews(communityId).data?.items
  const [chosen, setLook] = useState<CaseLook>()
  const [looking, setLooking] = useState(false)
  const [exporting, setExporting] = useState(false)
  // Until somebody chooses, the list stands as its owner has saved it.
  const opening = saved?.find(({ isDefault }) => isDefault)
  const look = chosen ?? (opening ? lookOf(opening) : plainLook)
  const { filter } = look
  const [picking, setPicking] = useState(false)
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState<string>()
  const { open, show, close } = useOpenItem()
  const cases = useCases(communityId, look, q)
  const all = cases.data?.pages[0]?.counts
  // The figures are of the whole reach; beside one grid they would say something else than the list.
  const counts = look.gridId === null ? all : undefined
  const notice = cases.data?.pages[0]?.calendarNotice
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
  const figures = watches && (
    <Button kind="outline" narrow icon="chart" to="/packages/staff-cases/figures">
      统计
    </Button>
  )
  const entry = records && (
    <Button kind="tint" icon="phone" narrow to="/packages/staff-cases/entry">
      代录意见
    </Button>
  )
  const bulk = (records || writes) && !picking && (
    <Button kind="plain" small icon="check" onTap={() => setPicking(true)}>
      批量办理
    </Button>
  )
  const taking = writes && wide && (
    <Button kind="plain" small icon="document" onTap={() => setExporting(true)}>
      导出
    </Button>
  )
  const views = (
    <Button kind="plain" small icon="filter" onTap={() => setLooking(true)}>
      视图
    </Button>
  )
  const openCase = (id: string) =>
    wide ? show(id) : openPage(pageUrl('/packages/staff-cases/detail', { id }))
  return (
    <StaffConsole
      title="办件"
      note={daySentence(all)}
      current="cases"
      acts={
        <>
          {search}
          {figures}
          {entry}
        </>
      }
      backTo="/pages/me"
      panel={wide && open !== undefined ? <CasePanel key={open} id={open} onClose={close} /> : undefined}
    >
      {!wide && search}
      {!wide && (
        <Box className="case-ways">
          {figures}
          {entry}
        </Box>
      )}
      {!wide && all !== undefined && <Box className="case-day">{daySentence(all)}</Box>}
      {notice !== undefined && notice !== '' && (
        <Banner kind="wait" act="看放假安排" onAct={() => openPage(areaPaths.calendar)}>
          {notice}
        </Banner>
      )}
      <FilterChips
        label="看哪些办件"
        wrap={wide}
        chips={caseFilters.map((chip) => ({ ...chip, count: counts?.[chip.value] }))}
        chosen={[filter]}
        onChange={([value]) => setLook({ ...look, filter: asFilter(value) })}
      />
      {saved !== undefined && saved.length > 0 && (
        <FilterChips
          label="存下的视图"
          wrap={wide}
          chips={saved.map(({ name }) => ({ value: name, label: name }))}
          chosen={saved.filter((view) => isSameLook(lookOf(view), look)).map(({ name }) => name)}
          onChange={([name]) => {
            const view = saved.find((one) => one.name === name)
            if (view) setLook(lookOf(view))
          }}
        />
      )}
      <Box className="case-tools">
        {views}
        {bulk}
        {taking}
      </Box>
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
        {(items) =>
          picking && communityId !== undefined ? (
            <BulkList communityId={communityId} items={items} onLeave={() => setPicking(false)} />
          ) : (
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
                  <Box as="span">
                    {shownText(items.length, q === undefined ? counts?.[filter] : undefined)}
                  </Box>
                  <Box as="span">J K 上下移动，回车打开，Esc 关闭右边</Box>
                </Box>
              )}
            </>
          )
        }
      </PagedList>
      {exporting && communityId !== undefined && (
        <ExportCases
          communityId={communityId}
          look={look}
          mayUnmask={heads}
          onClose={() => setExporting(false)}
        />
      )}
      {looking && communityId !== undefined && (
        <ViewSheet communityId={communityId} look={look} onLook={setLook} onClose={() => setLooking(false)} />
      )}
    </StaffConsole>
  )
}
