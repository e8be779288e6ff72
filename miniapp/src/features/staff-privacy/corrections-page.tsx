import { correctionStatusLabel, type CorrectionStatus } from '@linli/shared/privacy/correction.machine'
import { correctionFieldLabel } from '@linli/shared/privacy/privacy.kinds'
import type { OpenedCorrectionView, StaffCorrectionView } from '@linli/shared/privacy/corrections.schema'
import { dayOf, dayText } from '@linli/shared/time'
import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { DataTable } from '@/ui/data-table'
import type { Column } from '@/ui/data-table.types'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { StatusPill, type Tone } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { CorrectionSheet } from './correction-sheet'
import { useOpenCorrection, useStaffCorrections, type CorrectionFilter } from './queries'

const day = (iso: string): string => dayText(dayOf(new Date(iso)), dayOf(new Date()))

const tones: Record<CorrectionStatus, Tone> = {
  submitted: 'you',
  accepted: 'done',
  refused: 'off',
  withdrawn: 'off',
}

function Status({ item }: { readonly item: StaffCorrectionView }) {
  return item.overdue ? (
    <StatusPill tone="late">逾期</StatusPill>
  ) : (
    <StatusPill tone={tones[item.status]}>{correctionStatusLabel[item.status]}</StatusPill>
  )
}

const dueText = (item: StaffCorrectionView): string =>
  item.decidedAt === null ? `${day(item.dueAt)} 前答复` : `${day(item.decidedAt)} 办结`

const columns: readonly Column<StaffCorrectionView>[] = [
  { key: 'status', title: '状态', width: '120px', render: (item) => <Status item={item} /> },
  { key: 'field', title: '更正什么', width: '150px', render: (item) => correctionFieldLabel[item.field] },
  { key: 'name', title: '居民', width: '110px', render: (item) => item.maskedName },
  { key: 'where', title: '房屋', render: (item) => item.where || '—' },
  { key: 'due', title: '期限', width: '150px', render: dueText },
]

const nameOf = (item: StaffCorrectionView): string =>
  `${item.maskedName}，更正${correctionFieldLabel[item.field]}，${dueText(item)}`

/** 更正申请: what residents want put right on the roll, the first due first. */
export function CorrectionsPage() {
  const { communityId } = useDesk()
  const [filter, setFilter] = useState<CorrectionFilter>('open')
  const list = useStaffCorrections(communityId, filter)
  const look = useOpenCorrection()
  const [opened, setOpened] = useState<OpenedCorrectionView>()
  const refused = list.error instanceof ApiError && list.error.status === 403
  const open = (item: StaffCorrectionView) => {
    if (item.abilities.decide) look.mutate(item.id, { onSuccess: setOpened })
  }
  return (
    <StaffConsole
      title="更正申请"
      note="打开就能看到完整内容，每次打开都会记入操作记录"
      current="people"
      inside
      backTo="/packages/staff-space/people"
    >
      {refused ? (
        <Surface>
          <EmptyState icon="lock">更正申请由本社区的工作人员核对</EmptyState>
        </Surface>
      ) : (
        <>
          <FilterChips
            label="看哪些"
            chips={[
              { value: 'open', label: '等核对' },
              { value: 'decided', label: '已办结' },
            ]}
            chosen={[filter]}
            onChange={([value]) => setFilter(value === 'decided' ? 'decided' : 'open')}
          />
          {look.error && <Banner kind="alert">{sentenceOf(look.error)}</Banner>}
          <PagedList
            query={list}
            empty={
              <Surface>
                <EmptyState icon="check">
                  {filter === 'open' ? '没有等您核对的更正申请' : '还没有办结的更正申请'}
                </EmptyState>
              </Surface>
            }
          >
            {(items) => (
              <DataTable
                label="更正申请"
                columns={columns}
                rows={items}
                idOf={({ id }) => id}
                nameOf={nameOf}
                narrow={(item) => (
                  <ListRow
                    title={`${item.maskedName}，${correctionFieldLabel[item.field]}`}
                    detail={item.where || undefined}
                    meta={
                      <>
                        <Status item={item} />
                        {dueText(item)}
                      </>
                    }
                    label={nameOf(item)}
                    onTap={item.abilities.decide ? () => open(item) : undefined}
                  />
                )}
                selected={opened?.correction.id}
                onOpen={open}
              />
            )}
          </PagedList>
        </>
      )}
      {opened !== undefined && <CorrectionSheet opened={opened} onClose={() => setOpened(undefined)} />}
    </StaffConsole>
  )
}
