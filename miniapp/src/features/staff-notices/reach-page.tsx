import type { HouseholdState } from '@linli/shared/notices/household.machine'
import type { StaffNoticeView } from '@linli/shared/notices/notices-desk.schema'
import type { NoticeReachView } from '@linli/shared/notices/notices-reach.schema'
import { momentText } from '@linli/shared/time'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { cls } from '@/ui/class-names'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { ListRow } from '@/ui/list-row'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { ReachBar } from '@/ui/reach-bar'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { useWide } from '@/ui/wide'
import { HouseholdList } from './household-list'
import { ManageNotice } from './manage-notice'
import { isCounting, useReach, useRemind, useStaffNotice } from './queries'
import { knownWords, stillToReach } from './reach-words'
import { PrintVisits, VisitPaper } from './visit-list'
import type { VisitGroup } from './visit-rows'
import './staff-notices.scss'

type View = 'to-visit' | HouseholdState

/** What the bar's parts are called, and which list each opens. */
const partsOf = ({ totals }: NoticeReachView) => [
  { key: 'confirmed', count: totals.confirmed, words: '户已知晓' },
  { key: 'told', count: totals.told, words: '户已上门告知' },
  { key: 'read', count: totals.readOnly, words: '户只读过' },
  { key: 'not-yet', count: totals.notYet, words: '户未读' },
]
const views: readonly { readonly value: View; readonly label: string }[] = [
  { value: 'to-visit', label: '要上门' },
  { value: 'not-yet', label: '未读' },
  { value: 'read', label: '只读过' },
  { value: 'told', label: '已上门' },
  { value: 'confirmed', label: '已知晓' },
]
const asView = (value: string | undefined): View =>
  views.find((view) => view.value === value)?.value ?? 'not-yet'

interface BuildingsProps {
  readonly reach: NoticeReachView
  readonly mustConfirm: boolean
  readonly chosen: string | undefined
  readonly onChoose: (nodeId: string | undefined) => void
}

/** By building: where the knocking has to be done. */
function Buildings({ reach, mustConfirm, chosen, onChoose }: BuildingsProps) {
  return (
    <Surface>
      {reach.buildings.map((building) => (
        <ListRow
          key={building.nodeId}
          title={building.label}
          detail={knownWords(building, mustConfirm)}
          value={`还差 ${stillToReach(building, mustConfirm)} 户`}
          selected={building.nodeId === chosen}
          onTap={() => onChoose(building.nodeId === chosen ? undefined : building.nodeId)}
        />
      ))}
    </Surface>
  )
}

interface RemindProps {
  readonly notice: StaffNoticeView
  readonly reach: NoticeReachView
}

/** In the bar of a phone, or in the top line of the desk. */
function Remind({ notice, reach }: RemindProps) {
  const wide = useWide()
  const remind = useRemind(notice.id)
  const now = new Date()
  const next = reach.nextRemindAt === null ? undefined : new Date(reach.nextRemindAt)
  const early = next !== undefined && next > now
  const note = remind.error
    ? sentenceOf(remind.error)
    : early
      ? `刚提醒过，${momentText(next, now)} 后可以再提醒`
      : undefined
  const button = (
    <Button
      id="remind"
      icon="bell"
      disabled={early}
      busy={remind.isPending && '正在提醒'}
      onTap={() =>
        remind.mutate(undefined, {
          onSuccess: ({ reminded }) =>
            showToast(`已提醒 ${reminded} 户，没有打扰${notice.mustConfirm ? '已知晓的' : '看过的'}`),
        })
      }
    >
      {notice.mustConfirm ? '只提醒未确认的' : '只提醒没看的'}
    </Button>
  )
  if (!wide) return <BottomBar note={note}>{button}</BottomBar>
  return (
    <>
      {note !== undefined && <Box className="reach-note">{note}</Box>}
      {button}
    </>
  )
}

/** Of what the reader answers for: a grid worker sees the own grids alone. */
function Reach({ notice, reach }: { readonly notice: StaffNoticeView; readonly reach: NoticeReachView }) {
  const [view, setView] = useState<View>(reach.toVisit > 0 ? 'to-visit' : 'not-yet')
  const [building, setBuilding] = useState<string>()
  const [paper, setPaper] = useState<readonly VisitGroup[]>()
  const { totals } = reach
  const counts: Record<View, number> = {
    'to-visit': reach.toVisit,
    'not-yet': totals.notYet,
    read: totals.readOnly,
    told: totals.told,
    confirmed: totals.confirmed,
  }
  const chosen = reach.buildings.find(({ nodeId }) => nodeId === building)
  if (totals.households === 0 && !isCounting(notice.publishAt, Date.now())) {
    return (
      <Surface>
        <EmptyState icon="check">您负责的范围里没有要送到的住户</EmptyState>
      </Surface>
    )
  }
  return (
    <>
      {paper && <VisitPaper groups={paper} />}
      <Box className={cls('reach-columns', paper && 'reach-columns--paper')}>
        <Box>
          <Surface padded label="送达">
            <ReachBar
              title={totals.households === 0 ? '正在数送到多少户' : `送到 ${totals.households} 户`}
              note={`${momentText(new Date(totals.updatedAt), new Date())} 更新`}
              parts={partsOf(reach)}
              onOpen={(key) => setView(asView(key))}
            />
            <Box className="reach-persons">
              {`${totals.persons} 位居民里，${totals.personsConfirmed} 位已知晓，${totals.personsReadOnly} 位只读过`}
            </Box>
          </Surface>
          {reach.buildings.length > 0 && (
            <>
              <SectionTitle title="按楼栋" />
              <Buildings
                reach={reach}
                mustConfirm={notice.mustConfirm}
                chosen={building}
                onChoose={setBuilding}
              />
            </>
          )}
        </Box>
        <Box>
          <SectionTitle title={chosen === undefined ? '住户名单' : chosen.label} note="点楼栋可以只看一栋" />
          <FilterChips
            label="看哪些住户"
            chips={views.map((chip) => ({
              ...chip,
              count: building === undefined ? counts[chip.value] : undefined,
            }))}
            chosen={[view]}
            onChange={([value]) => setView(asView(value))}
          />
          {view === 'to-visit' && reach.toVisit > 0 && (
            <PrintVisits noticeId={notice.id} buildings={reach.buildings} onList={setPaper} />
          )}
          <HouseholdList
            noticeId={notice.id}
            live={notice.stage === 'live'}
            filter={{
              nodeId: building,
              ...(view === 'to-visit' ? { toVisit: true } : { state: view }),
            }}
          />
        </Box>
      </Box>
    </>
  )
}

/** 送达: who knows, by household and building; whom to visit; whom to remind; and what can be done with the notice. */
export function ReachPage({ id }: { readonly id: string }) {
  const notice = useStaffNotice(id)
  const reach = useReach(id, notice.data?.publishAt ?? null)
  const wide = useWide()
  const stored = notice.data
  const remind =
    stored?.abilities.remind && reach.data ? <Remind notice={stored} reach={reach.data} /> : undefined
  return (
    <StaffConsole
      title="通知送达"
      heading={stored === undefined}
      inside
      current="notices"
      backTo="/packages/staff-notices/list"
      bar={wide ? undefined : remind}
      acts={wide ? remind : undefined}
    >
      <QueryView query={notice}>
        {(item) => (
          <>
            <PageTitle
              below={[
                item.authorName,
                item.publishAt && `${momentText(new Date(item.publishAt), new Date())} 发布`,
              ]
                .filter(Boolean)
                .join(' · ')}
            >
              {item.title}
            </PageTitle>
            {item.withdrawal !== null && (
              <Banner kind="wait">{`${item.withdrawal.by} 已撤回：${item.withdrawal.reason}`}</Banner>
            )}
            <ManageNotice notice={item} />
            <QueryView query={reach}>{(data) => <Reach notice={item} reach={data} />}</QueryView>
          </>
        )}
      </QueryView>
    </StaffConsole>
  )
}
