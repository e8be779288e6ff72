import type { TenantCardView } from '@linli/shared/tenants/tenants.schema'
import { dayOf, dayText } from '@linli/shared/time'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { InfoList } from '@/ui/info-list'
import { SectionTitle } from '@/ui/section-title'
import { StatRow } from '@/ui/stat-row'
import { StatTile } from '@/ui/stat-tile'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { MergeSheet } from './merge-sheet'
import { RenameSheet } from './new-sheets'
import { useSuspend } from './queries'
import { concernOf } from './tenant-words'
import './tenants.scss'

const dayIn = (time: string | null): string =>
  time === null ? '还没有' : dayText(dayOf(new Date(time)), dayOf(new Date()))

/** How one community stands, and what the operator may do with it. */
export function TenantCard({
  card,
  onMerged,
}: {
  readonly card: TenantCardView
  /** The community is no more; what it had is there. */
  readonly onMerged: (intoId: string) => void
}) {
  const suspend = useSuspend()
  const [renaming, setRenaming] = useState(false)
  const [asking, setAsking] = useState(false)
  const [merging, setMerging] = useState(false)
  const suspended = card.suspendedAt !== null
  const concern = concernOf(card)
  return (
    <>
      {suspended && (
        <Banner kind="wait">{`${dayIn(card.suspendedAt)}起暂停使用：工作人员不能登录，居民只能查看`}</Banner>
      )}
      {concern !== undefined && <Banner kind="wait">{concern}</Banner>}
      <Surface label="社区的数目">
        <StatRow>
          <StatTile name="登记居民" count={card.persons} note={`${card.households} 户`} />
          <StatTile name="房屋" count={card.rooms} note={`${card.grids} 个网格`} />
          <StatTile name="工作人员" count={card.staff} note={`负责人 ${card.admins} 位`} />
        </StatRow>
      </Surface>
      <SectionTitle title="社区" />
      <Surface padded>
        <InfoList
          facts={[
            { name: '街道', value: card.streetName },
            { name: '编号字母', value: card.code },
            {
              name: '负责人',
              value: card.adminNames.length === 0 ? '还没有登录' : card.adminNames.join('、'),
            },
            { name: '电话', value: card.contact?.phone ?? '没有登记' },
            { name: '地址', value: card.contact?.address ?? '没有登记' },
            { name: '监督电话', value: card.contact?.supervisionPhone ?? '没有登记' },
            { name: '最近导入', value: dayIn(card.lastImportAt) },
            { name: '建立日期', value: dayIn(card.createdAt) },
          ]}
        />
      </Surface>
      {suspend.error && <Banner kind="alert">{sentenceOf(suspend.error)}</Banner>}
      <Box className="tenant-acts">
        <Button kind="outline" to={pageUrl('/packages/staff-district/keys', { id: card.id })}>
          接口密钥
        </Button>
        <Button kind="outline" to={pageUrl('/packages/staff-district/webhooks', { id: card.id })}>
          推送地址
        </Button>
        <Button kind="outline" onTap={() => setRenaming(true)}>
          改名
        </Button>
        <Button kind="outline" onTap={() => setMerging(true)}>
          并入另一个社区
        </Button>
        <Button kind={suspended ? 'outline' : 'danger'} onTap={() => setAsking(true)}>
          {suspended ? '恢复使用' : '暂停使用'}
        </Button>
      </Box>
      {renaming && <RenameSheet of={card} onClose={() => setRenaming(false)} />}
      {merging && <MergeSheet card={card} onClose={() => setMerging(false)} onMerged={onMerged} />}
      <ConfirmSheet
        open={asking}
        question={suspended ? `恢复使用${card.name}吗` : `暂停使用${card.name}吗`}
        consequence={
          suspended
            ? '工作人员和居民马上可以照常使用'
            : '工作人员不能登录，居民只能查看，不能提交。数据都保留，可以随时恢复'
        }
        act={suspended ? '恢复使用' : '暂停使用'}
        danger={!suspended}
        busy={suspend.isPending ? '正在办' : undefined}
        onCancel={() => setAsking(false)}
        onConfirm={() =>
          suspend.mutate(
            { id: card.id, version: card.version, suspended: !suspended },
            {
              onSuccess: () => showToast(suspended ? '已恢复使用' : '已暂停使用'),
              onSettled: () => setAsking(false),
            },
          )
        }
      />
    </>
  )
}
