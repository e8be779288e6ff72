import type { NoticeStage } from '@linli/shared/notices/notices.machine'
import { noticeCategoryLabel } from '@linli/shared/notices/notices.rules'
import type { StaffNoticeItemView } from '@linli/shared/notices/notices-desk.schema'
import { momentText } from '@linli/shared/time'
import { useState } from 'react'
import { openPage, pageUrl } from '@/platform/navigate'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import type { Column } from '@/ui/data-table.types'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { SearchField } from '@/ui/search-field'
import { StatusPill, type Tone } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { Tabs } from '@/ui/tabs'
import { useWide } from '@/ui/wide'
import { useStaffNotices } from './queries'
import { knownWords } from './reach-words'
import './staff-notices.scss'

const stages = [
  { value: 'live', label: '已发布' },
  { value: 'draft', label: '草稿' },
  { value: 'scheduled', label: '待发布' },
  { value: 'ended', label: '已结束' },
  { value: 'withdrawn', label: '已撤回' },
] as const satisfies readonly { readonly value: NoticeStage; readonly label: string }[]
type ListedStage = (typeof stages)[number]['value']

const emptyWords: Record<ListedStage, string> = {
  live: '还没有发布的通知。先写一条，发给要知道的住户',
  draft: '没有草稿',
  scheduled: '没有等着发布的通知',
  ended: '没有已结束的通知',
  withdrawn: '没有撤回过通知',
}
const stageTone: Record<NoticeStage, Tone> = {
  draft: 'off',
  scheduled: 'wait',
  live: 'run',
  ended: 'done',
  withdrawn: 'off',
  discarded: 'off',
}

const knownText = ({ reach, mustConfirm }: StaffNoticeItemView): string =>
  reach === null ? '—' : knownWords(reach, mustConfirm)

const whenText = ({ stage, publishAt, updatedAt }: StaffNoticeItemView): string => {
  const now = new Date()
  if (stage === 'scheduled' && publishAt !== null) return `${momentText(new Date(publishAt), now)} 发出`
  if (stage === 'draft' || publishAt === null) return `${momentText(new Date(updatedAt), now)} 修改`
  return `${momentText(new Date(publishAt), now)} 发布`
}

const columns: readonly Column<StaffNoticeItemView>[] = [
  {
    key: 'title',
    title: '通知',
    render: (item) => (
      <>
        <Box className="notice-cell__title">{item.title}</Box>
        <Box className="notice-cell__note">
          {`${noticeCategoryLabel[item.category]}${item.pinned ? '，置顶' : ''}${item.mustConfirm ? '，需确认' : ''}`}
        </Box>
      </>
    ),
  },
  { key: 'when', title: '时间', width: '180px', render: whenText },
  { key: 'author', title: '撰写', width: '110px', render: (item) => item.authorName },
  { key: 'reach', title: '送达', width: '240px', right: true, render: knownText },
]

/** All notices by stage; a draft opens the editor, everything else its reach. */
export function StaffNoticeList() {
  const { communityId, writes } = useDesk()
  const wide = useWide()
  const [stage, setStage] = useState<ListedStage>('live')
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState<string>()
  const notices = useStaffNotices(communityId, stage, q)
  const counts = notices.data?.pages[0]?.counts
  const open = ({ id, stage: at }: StaffNoticeItemView) =>
    openPage(pageUrl(`/packages/staff-notices/${at === 'draft' && writes ? 'editor' : 'reach'}`, { id }))
  const write = writes && (
    <Button icon="edit" to="/packages/staff-notices/editor">
      写通知
    </Button>
  )
  const search = (
    <SearchField
      id="staff-notice-search"
      placeholder="标题或内容"
      value={typed}
      onChange={(value) => {
        setTyped(value)
        if (value === '') setQ(undefined)
      }}
      onSubmit={() => setQ(typed.trim() === '' ? undefined : typed.trim())}
    />
  )
  return (
    <StaffConsole
      title="通知"
      current="notices"
      backTo="/pages/me"
      acts={
        <>
          {search}
          {write}
        </>
      }
      bar={write === false ? undefined : <BottomBar>{write}</BottomBar>}
    >
      {!wide && search}
      <Tabs
        label="通知的阶段"
        tabs={stages.map((tab) => ({ ...tab, count: counts?.[tab.value] }))}
        value={stage}
        onChange={(value) => setStage(stages.find((tab) => tab.value === value)?.value ?? 'live')}
      />
      <PagedList
        query={notices}
        empty={
          <Surface>
            <EmptyState
              icon="notice"
              {...(writes && q === undefined && { act: '写通知', to: '/packages/staff-notices/editor' })}
            >
              {q === undefined ? emptyWords[stage] : `没有找到“${q}”，换个词试试`}
            </EmptyState>
          </Surface>
        }
      >
        {(items) => (
          <DataTable
            label="通知"
            columns={columns}
            rows={items}
            idOf={({ id }) => id}
            nameOf={(item) => `${item.title}，${whenText(item)}，${knownText(item)}`}
            narrow={(item) => (
              <ListRow
                title={item.title}
                detail={whenText(item)}
                onTap={() => open(item)}
                meta={
                  <>
                    <StatusPill tone={stageTone[item.stage]}>
                      {stages.find((tab) => tab.value === item.stage)?.label ?? '已删除'}
                    </StatusPill>
                    {item.reach !== null && <Box as="span">{knownText(item)}</Box>}
                  </>
                }
              />
            )}
            onOpen={open}
          />
        )}
      </PagedList>
    </StaffConsole>
  )
}
