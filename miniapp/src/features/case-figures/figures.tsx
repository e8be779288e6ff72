import { measureLabel, measures, type Measure } from '@linli/shared/opinions/figures.rules'
import type { CaseFiguresView, FigureGrouping } from '@linli/shared/opinions/figures.schema'
import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { openPage, pageUrl } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { DataTable } from '@/ui/data-table'
import type { Column } from '@/ui/data-table.types'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { SegmentedControl } from '@/ui/segmented-control'
import { StatRow } from '@/ui/stat-row'
import { StatTile } from '@/ui/stat-tile'
import { Surface } from '@/ui/surface'
import { Callbacks } from './callbacks'
import { MonthChoice } from './month-choice'
import { monthOf } from './months'
import { useFigures, type FigureChoice } from './queries'
import './case-figures.scss'

const WORKBENCH = '/packages/staff-cases/workbench'
const groupings = [
  { value: 'category', label: '按类别' },
  { value: 'grid', label: '按网格' },
  { value: 'organisation', label: '按单位' },
] as const

const casesUrl = ({ month, by, key, measure, part, reason }: FigureChoice): string =>
  pageUrl('/packages/staff-cases/figure-cases', { month, by, key, measure, part, reason })

interface Row {
  readonly key: string
  readonly label: string
  readonly figures: CaseFiguresView
}

const rateOf = ({ figures }: Row, measure: Measure): string => {
  const { text, hit, of } = figures[measure]
  return of === 0 ? text : `${text}（${hit}/${of}）`
}

/** What a rate opens: the cases that did not reach it, or, where all did, these. */
const behind = ({ hit, of }: { readonly hit: number; readonly of: number }) =>
  hit < of
    ? ({ part: 'miss', words: '看没有做到的' } as const)
    : ({ part: 'hit', words: '看做到的' } as const)

const columnsWith = (open: (row: Row, measure: Measure) => void): readonly Column<Row>[] => [
  { key: 'label', title: '名称', render: ({ label }) => label },
  { key: 'cases', title: '办结', width: '80px', right: true, render: ({ figures }) => figures.cases },
  ...measures.map((measure): Column<Row> => ({
    ...{ key: measure, title: measureLabel[measure], width: '150px', right: true },
    render: (row) => rateOf(row, measure),
    target: (row) =>
      row.figures[measure].of === 0
        ? null
        : {
            name: `${row.label}，${measureLabel[measure]} ${rateOf(row, measure)}，${behind(row.figures[measure]).words}`,
            open: () => open(row, measure),
          },
  })),
]

const rowName = (row: Row): string =>
  [
    row.label,
    `办结 ${row.figures.cases} 件`,
    ...measures.map((one) => `${measureLabel[one]} ${rateOf(row, one)}`),
  ].join('，')

/** 办件统计: the rates of a month, each opening the cases behind it, and whom to call. Nobody is ranked. */
export function CaseFigures() {
  const { communityId, writes, heads, opensCases } = useDesk()
  const [month, setMonth] = useState(() => monthOf(new Date()))
  const [by, setBy] = useState<FigureGrouping>('category')
  const query = useFigures(communityId, month, by)
  const open = (choice: Omit<FigureChoice, 'month' | 'by'>) => () =>
    openPage(casesUrl({ month, by, ...choice }))
  return (
    <StaffConsole
      title="办件统计"
      inside={opensCases}
      current={opensCases ? 'cases' : 'caseFigures'}
      backTo={opensCases ? WORKBENCH : '/pages/me'}
    >
      <MonthChoice month={month} onChange={setMonth} />
      <QueryView query={query}>
        {({ total, rows, persons, exclusions, capped }) => (
          <>
            {capped && <Banner kind="wait">这个月的办件太多，只统计了先办结的一部分</Banner>}
            <Surface label="合计">
              <StatRow>
                <StatTile name="办结" count={total.cases} onTap={open({ part: 'all' })} />
                {measures.map((measure) => (
                  <StatTile
                    key={measure}
                    name={measureLabel[measure]}
                    count={total[measure].text}
                    note={
                      total[measure].of === 0
                        ? '没有可算的'
                        : `${total[measure].hit} / ${total[measure].of} 件`
                    }
                    {...(total[measure].of > 0 && {
                      onTap: open({ measure, part: behind(total[measure]).part }),
                    })}
                  />
                ))}
              </StatRow>
            </Surface>
            <Box as="p" className="figure-note">
              点比率看没做到的办件，全做到了就看做到的
            </Box>
            <Box className="figure-by">
              <SegmentedControl
                label="怎么分"
                segments={groupings}
                value={by}
                onChange={(value) => setBy(groupings.find((one) => one.value === value)?.value ?? 'category')}
              />
            </Box>
            {rows.length === 0 ? (
              <Surface>
                <EmptyState icon="check">这个月还没有办结的办件</EmptyState>
              </Surface>
            ) : (
              <DataTable
                label="办件统计"
                columns={columnsWith(({ key, figures }, measure) =>
                  open({ key, measure, part: behind(figures[measure]).part })(),
                )}
                rows={rows}
                idOf={({ key }) => key}
                nameOf={rowName}
                narrow={(row) => (
                  <ListRow
                    title={`${row.label}，办结 ${row.figures.cases} 件`}
                    detail={measures.map((one) => (
                      <Box key={one} as="span" className="figure-rate">
                        {`${measureLabel[one]} ${row.figures[one].text}`}
                      </Box>
                    ))}
                    onTap={open({ key: row.key, part: 'all' })}
                  />
                )}
                onOpen={({ key }) => open({ key, part: 'all' })()}
              />
            )}
            <SectionTitle title="不在比率里的" />
            <Surface>
              <ListRow
                title={`没评价也没联系上 ${total.unheard} 件`}
                detail="不算满意，也不算不满意"
                {...(total.unheard > 0 && { onTap: open({ part: 'unheard' }) })}
              />
              {exclusions.map(({ reason, label, count }) => (
                <ListRow
                  key={reason}
                  title={`${label} ${count} 件`}
                  detail="不计入比率"
                  onTap={open({ part: 'excluded', reason })}
                />
              ))}
              {persons.cases > 0 && (
                <ListRow
                  title={`对人的投诉 ${persons.cases} 件`}
                  detail="另外统计，不在上面的数里"
                  {...(heads && { onTap: open({ part: 'persons' }) })}
                />
              )}
            </Surface>
          </>
        )}
      </QueryView>
      {writes && (
        <>
          <Surface>
            <ListRow
              icon="edit"
              title="类别和时限"
              detail="有哪些类别、几天内答复、通常由谁办"
              to="/packages/staff-cases/catalogue"
            />
          </Surface>
          <SectionTitle title="待回访" note="抽到的和不满意的，没评价的也抽" />
          <Callbacks communityId={communityId} />
        </>
      )}
    </StaffConsole>
  )
}
