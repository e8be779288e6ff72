import { secrecyLabel } from '@linli/shared/polls/polls.kinds'
import type { PollItemView } from '@linli/shared/polls/polls.parts.schema'
import { momentText } from '@linli/shared/time'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { toneOf, whenText } from '@/features/polls/poll-words'
import { ApiError } from '@/platform/api-error'
import { openPage, pageUrl } from '@/platform/navigate'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import type { Column } from '@/ui/data-table.types'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { useDeskPolls } from './queries'

const SETUP = '/packages/staff-council/setup'
const open = ({ id }: PollItemView) => openPage(pageUrl('/packages/staff-council/poll', { id }))

const kindText = ({ packLabel, secrecy }: PollItemView) => `${packLabel}，${secrecyLabel[secrecy]}`
const momentOf = (iso: string) => momentText(new Date(iso), new Date())

const columns: readonly Column<PollItemView>[] = [
  {
    key: 'phase',
    title: '状态',
    width: '150px',
    render: (item) => <StatusPill tone={toneOf(item)}>{item.phaseLabel}</StatusPill>,
  },
  { key: 'title', title: '表决', render: ({ title }) => title },
  { key: 'kind', title: '方式', width: '200px', render: kindText },
  { key: 'opens', title: '开始', width: '140px', render: ({ opensAt }) => momentOf(opensAt) },
  { key: 'closes', title: '截止', width: '150px', render: ({ closesAt }) => momentOf(closesAt) },
]

const nameOf = (item: PollItemView): string => [item.title, item.phaseLabel, kindText(item)].join('，')

/** 议事表决: every poll of the community as its desk sees it, newest first. */
export function DeskList() {
  const { communityId, writes } = useDesk()
  const wide = useWide()
  const polls = useDeskPolls(communityId)
  const refused = polls.error instanceof ApiError && polls.error.status === 403
  const begin = writes ? <Button to={SETUP}>发起表决</Button> : undefined
  return (
    <StaffConsole
      title="议事表决"
      note="准备、公示名册、投票、计票，一步一步来"
      current="polls"
      backTo="/pages/me"
      acts={begin}
      bar={wide || begin === undefined ? undefined : <BottomBar>{begin}</BottomBar>}
    >
      {refused ? (
        <Surface>
          <EmptyState icon="lock">表决只对本社区工作人员和居务监督开放</EmptyState>
        </Surface>
      ) : (
        <PagedList
          query={polls}
          empty={
            <Surface>
              <EmptyState icon="ballot" act={writes ? '发起表决' : undefined} to={SETUP}>
                还没有表决
              </EmptyState>
            </Surface>
          }
        >
          {(items) => (
            <DataTable
              label="表决"
              columns={columns}
              rows={items}
              idOf={({ id }) => id}
              nameOf={nameOf}
              narrow={(item) => (
                <ListRow
                  disc="ballot"
                  title={item.title}
                  detail={whenText(item, new Date())}
                  label={nameOf(item)}
                  onTap={() => open(item)}
                  meta={
                    <>
                      <StatusPill tone={toneOf(item)}>{item.phaseLabel}</StatusPill>
                      {kindText(item)}
                    </>
                  }
                />
              )}
              onOpen={open}
            />
          )}
        </PagedList>
      )}
    </StaffConsole>
  )
}
