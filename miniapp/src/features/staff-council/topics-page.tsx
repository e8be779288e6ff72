import { deskTopicFilters, type DeskTopicFilter } from '@linli/shared/council/topics.kinds'
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
import { MakeSheet } from './make-sheet'
import { DeskTopicRow, topicColumns, topicName } from './topic-line'
import { TopicPanel } from './topic-panel'
import { useDeskTopics } from './queries'
import './staff-council.scss'

const labels: Readonly<Record<DeskTopicFilter, string>> = {
  waiting: '等我们答复',
  gathering: '征集支持',
  deliberating: '正在协商',
  decided: '决议与落实',
  over: '已结束',
}
const emptyWords: Readonly<Record<DeskTopicFilter, string>> = {
  waiting: '没有等着答复的议题',
  gathering: '没有正在征集支持的议题',
  deliberating: '没有正在协商的议题',
  decided: '还没有决议',
  over: '还没有结束的议题',
}

/** 议题: what waits for the desk first, the oldest promise on top. */
export function TopicsPage() {
  const { communityId, writes } = useDesk()
  const wide = useWide()
  const [filter, setFilter] = useState<DeskTopicFilter>('waiting')
  const [making, setMaking] = useState(false)
  const { open, show, close } = useOpenItem()
  const topics = useDeskTopics(communityId, filter)
  const waiting = topics.data?.pages[0]?.waiting
  const refused = topics.error instanceof ApiError && topics.error.status === 403
  const openTopic = (id: string) =>
    wide ? show(id) : openPage(pageUrl('/packages/staff-council/topic', { id }))
  const make = writes ? (
    <Button narrow icon="plus" onTap={() => setMaking(true)}>
      由社区提出
    </Button>
  ) : undefined
  return (
    <StaffConsole
      title="议题"
      note="审核、采纳、协商"
      current="topics"
      acts={make}
      backTo="/pages/me"
      panel={wide && open !== undefined ? <TopicPanel key={open} id={open} onClose={close} /> : undefined}
    >
      {!wide && make !== undefined && <Box className="staff-council__acts">{make}</Box>}
      {refused ? (
        <Surface>
          <EmptyState icon="lock">议题只对本社区工作人员和居务监督开放</EmptyState>
        </Surface>
      ) : (
        <>
          <FilterChips
            label="看哪些议题"
            wrap={wide}
            chips={deskTopicFilters.map((value) => ({
              value,
              label: labels[value],
              ...(value === 'waiting' && waiting !== undefined && { count: waiting }),
            }))}
            chosen={[filter]}
            onChange={([value]) => {
              close()
              setFilter(deskTopicFilters.find((known) => known === value) ?? 'waiting')
            }}
          />
          <PagedList
            query={topics}
            empty={
              <Surface>
                <EmptyState icon="check">{emptyWords[filter]}</EmptyState>
              </Surface>
            }
          >
            {(items) => (
              <DataTable
                label="议题"
                columns={topicColumns}
                rows={items}
                idOf={({ id }) => id}
                nameOf={topicName}
                narrow={(item) => <DeskTopicRow item={item} onTap={() => openTopic(item.id)} />}
                selected={open}
                onOpen={({ id }) => openTopic(id)}
              />
            )}
          </PagedList>
        </>
      )}
      {making && communityId !== undefined && (
        <MakeSheet
          communityId={communityId}
          onClose={() => setMaking(false)}
          onMade={(id) => {
            setMaking(false)
            openTopic(id)
          }}
        />
      )}
    </StaffConsole>
  )
}
