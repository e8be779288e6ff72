import type { DeskView } from '@linli/shared/bookings/desks.schema'
import { timeText } from '@/features/bookings/availability'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { InfoList } from '@/ui/info-list'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { useWide } from '@/ui/wide'
import { CheckNote } from './check-note'
import { formOf, hoursText, weekOf } from './desk-form'
import { useDesks, useOfferTimes, useOutside } from './queries'
import './staff-bookings.scss'

const NEW = '/packages/staff-bookings/desk'
const weekdays = ['日', '一', '二', '三', '四', '五', '六'] as const

/** Weekdays with the same hours stand in one line. */
function weekLines(desk: DeskView): { readonly name: string; readonly value: string }[] {
  const { weekly } = formOf(desk)
  const lines = new Map<string, string[]>()
  for (const day of [1, 2, 3, 4, 5, 6, 0]) {
    const text = hoursText(weekly[day] ?? [])
    lines.set(text, [...(lines.get(text) ?? []), weekdays[day] ?? ''])
  }
  return [...lines].map(([value, days]) => ({
    name: `周${days.length > 2 ? `${days[0]}至${days.at(-1)}` : days.join('、')}`,
    value,
  }))
}

/** Who keeps a seat that the present hours would not offer, to be called. */
function Outside({ desk }: { readonly desk: DeskView }) {
  const outside = useOutside(desk.id, desk.outside > 0)
  const offer = useOfferTimes(desk.id)
  const now = new Date()
  return (
    <Box className="desk-outside">
      <Box className="desk-outside__words">
        {`有 ${desk.outside} 个预约在现在的时间之外，仍按原时间办，直到居民另约`}
      </Box>
      <QueryView query={outside}>
        {({ items }) => (
          <>
            {items.map((item) => (
              <Box key={item.id}>
                {[
                  item.startsAt === null ? '' : timeText(item.startsAt, item.endsAt, new Date()),
                  item.service.label,
                  item.forLabel,
                  item.number,
                  item.proposal !== null &&
                    `已替他留 ${timeText(item.proposal.startsAt, null, now)}，等他回答`,
                ]
                  .filter(Boolean)
                  .join('，')}
              </Box>
            ))}
            {items.some(({ proposal }) => proposal === null) && (
              <Button
                kind="tint"
                small
                busy={offer.isPending && '正在找'}
                onTap={() =>
                  offer.mutate(
                    items.filter(({ proposal }) => proposal === null).map(({ id }) => id),
                    { onSuccess: ({ asked }) => showToast(`正在替 ${asked} 位找新时间，找到就通知他们`) },
                  )
                }
              >
                替他们找新时间
              </Button>
            )}
            {offer.error !== null && <Banner kind="alert">{sentenceOf(offer.error)}</Banner>}
          </>
        )}
      </QueryView>
    </Box>
  )
}

/** `助老员 1 个，无障碍面包车 1 个`: what one booking of the desk takes besides. */
const needsText = ({ needs }: DeskView, all: readonly DeskView[]): string =>
  needs
    .map(({ deskId, count }) => `${all.find(({ id }) => id === deskId)?.name ?? ''} ${count} 个`.trim())
    .join('，')

/** Nobody books people or equipment by themselves. */
const standing = ({ kind, active }: DeskView): string =>
  kind === 'means' ? (active ? '在用' : '已停用') : active ? '开放预约' : '已停'

interface DeskCardProps {
  readonly desk: DeskView
  readonly all: readonly DeskView[]
}

function DeskCard({ desk, all }: DeskCardProps) {
  const { times, seats } = weekOf(formOf(desk))
  return (
    <>
      <SectionTitle title={desk.name} note={desk.place}>
        <StatusPill tone={desk.active ? 'run' : 'off'}>{standing(desk)}</StatusPill>
      </SectionTitle>
      <Surface padded label={desk.name}>
        <InfoList
          facts={[
            ...weekLines(desk),
            ...(desk.kind === 'means'
              ? [{ name: '一共', value: `${desk.shares.capacity} 个，几个窗口合用` }]
              : [
                  { name: '一周', value: `${times} 段，网上 ${seats} 个名额` },
                  { name: '办的事', value: `${desk.serviceCodes.length} 项` },
                ]),
            ...(desk.needs.length === 0 ? [] : [{ name: '每次要用', value: needsText(desk, all) }]),
            ...(desk.plan.exceptions.length === 0
              ? []
              : [{ name: '特别的日子', value: `${desk.plan.exceptions.length} 天` }]),
          ]}
        />
        <CheckNote check={desk.check} />
        {desk.outside > 0 && <Outside desk={desk} />}
        <Box className="desk-acts">
          <Button kind="outline" small to={pageUrl(NEW, { id: desk.id })}>
            改时间和名额
          </Button>
        </Box>
      </Surface>
    </>
  )
}

/** 窗口和时间: every desk with its week. */
export function SchedulePage() {
  const wide = useWide()
  const { communityId } = useDesk()
  const desks = useDesks(communityId)
  const add = <Button to={NEW}>加一个窗口</Button>
  return (
    <StaffConsole
      title="窗口和时间"
      inside
      current="bookings"
      backTo="/packages/staff-bookings/today"
      acts={add}
      bar={wide ? undefined : <BottomBar>{add}</BottomBar>}
    >
      <QueryView query={desks}>
        {({ items }) =>
          items.length === 0 ? (
            <Surface>
              <EmptyState icon="calendar">还没有窗口。加一个，选好事项和时间，居民就能约</EmptyState>
            </Surface>
          ) : (
            <Box className="desk-cards">
              {items.map((desk) => (
                <Box key={desk.id}>
                  <DeskCard desk={desk} all={items} />
                </Box>
              ))}
            </Box>
          )
        }
      </QueryView>
    </StaffConsole>
  )
}
