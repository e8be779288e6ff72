import { homeRequestStatusLabel } from '@linli/shared/homes/homes.machine'
import { dayText, weekdayName } from '@linli/shared/time'
import { useState } from 'react'
import { callPhone } from '@/platform/call-phone'
import { useActor } from '@/platform/session'
import { chooseTheme, elderSteps, useTheme } from '@/platform/theme'
import { useWaitingRequest } from '@/features/homes/waiting-home'
import { bindUrl, myRoomsUrl } from '@/features/homes/words'
import { useGridCard } from '@/features/space/queries'
import { gateUrl } from '@/features/session/return-to'
import { BigTile } from '@/ui/big-tile'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { Icon } from '@/ui/icon'
import { QueryView } from '@/ui/query-view'
import { Surface } from '@/ui/surface'
import { Tap } from '@/ui/tap'
import { TileGrid } from '@/ui/tile-grid'
import { daySentence } from '@/features/staff-cases/filters'
import { areaPaths } from '@/features/staff-shell/areas'
import { useDeskDay } from '@/features/staff-shell/desk-day'
import { hasWork, headOf } from './matters'
import { matterUrl } from './matter-row'
import type { useHome } from './queries'
import './home.scss'

/** The next of the three text sizes, beginning again after the largest. */
const nextStep = (scale: number) => elderSteps.find((step) => step > scale) ?? elderSteps[0]

function CallGridWorker() {
  const card = useGridCard().data
  const worker = card?.workers[0]
  const number = worker?.phone ?? card?.communityPhone
  if (card === undefined || number === undefined) return null
  const title = worker === undefined ? '打给社区' : '打给网格员'
  return (
    <Tap
      className="call-tile"
      label={`${title}，${worker?.name ?? card.communityName}`}
      onTap={() => callPhone(number)}
    >
      <Icon name="phone" />
      <Box className="call-tile__words">
        <Box className="call-tile__title">{title}</Box>
        <Box className="call-tile__detail">{worker?.name ?? card.communityName}</Box>
      </Box>
    </Tap>
  )
}

type HomeData = NonNullable<ReturnType<typeof useHome>['data']>

/** One matter at a time; the others are a tap away, one after the other. */
function OneMatter({ today, matters }: Pick<HomeData, 'today' | 'matters'>) {
  const actor = useActor()
  const [at, setAt] = useState(0)
  const { day, isAsked: isDeskAsked } = useDeskDay()
  const shown = [
    // Whoever works here may need the larger type as well.
    ...(hasWork(day) ? [{ title: '社区的办件', sentence: daySentence(day), to: areaPaths.cases }] : []),
    ...matters.map((matter) => ({ title: matter.title, sentence: matter.sentence, to: matterUrl(matter) })),
  ]
  const first = shown[at] ?? shown[0]
  const { waiting, failed, isAsked: isHomeAsked } = useWaitingRequest()
  const isAsked = isDeskAsked || isHomeAsked
  const request = waiting ?? failed
  return (
    <Surface padded label="与您有关">
      <Box className="one-matter__day">{`${dayText(today, today)} ${weekdayName(today)}`}</Box>
      <Box as="h1" className="one-matter__title">
        {first?.title ?? headOf(actor, waiting?.status === 'needs_more' ? 1 : 0, isAsked)}
      </Box>
      {first !== undefined && <Box className="one-matter__sentence">{first.sentence}</Box>}
      {first !== undefined && (
        <Button kind="tint" to={first.to}>
          看详情
        </Button>
      )}
      {shown.length > 1 && (
        <Button kind="plain" onTap={() => setAt(shown[at + 1] === undefined ? 0 : at + 1)}>
          {`看下一件，一共 ${shown.length} 件`}
        </Button>
      )}
      {actor?.consentCurrent && actor.homes.length === 0 && actor.roles.length === 0 && !isAsked && (
        <Button kind="tint" to={request === undefined ? bindUrl : myRoomsUrl}>
          {request === undefined ? '绑定房屋' : `绑定房屋，${homeRequestStatusLabel[request.status]}`}
        </Button>
      )}
      {actor !== undefined && !actor.consentCurrent && (
        <Button kind="tint" to={gateUrl('consent')}>
          看隐私说明
        </Button>
      )}
      {actor === undefined && (
        <Button kind="tint" to={gateUrl('sign-in')}>
          手机号登录
        </Button>
      )}
    </Surface>
  )
}

/** Elder mode: one matter, one call, four tiles, the text size, the way out (design §7). */
export function ElderHome({ query }: { readonly query: ReturnType<typeof useHome> }) {
  const { scale } = useTheme()
  return (
    <>
      <QueryView query={query}>
        {({ today, matters }) => {
          const unconfirmed = matters.filter(({ kind }) => kind === 'confirm-notice').length
          const unvoted = matters.some(({ kind }) => kind === 'vote')
          return (
            <>
              <OneMatter today={today} matters={matters} />
              <CallGridWorker />
              <TileGrid>
                <BigTile icon="opinion-box" title="提意见" to="/packages/opinions/new" />
                <BigTile icon="calendar" title="预约办事" to="/pages/services" />
                <BigTile
                  icon="notice"
                  title="看通知"
                  state={unconfirmed > 0 ? `${unconfirmed} 条要确认` : undefined}
                  to="/packages/notices/list"
                />
                <BigTile
                  icon="ballot"
                  title="去投票"
                  state={unvoted ? '还没有投' : undefined}
                  to="/pages/council"
                />
              </TileGrid>
            </>
          )
        }}
      </QueryView>
      <Box className="elder-foot">
        <Button kind="plain" icon="text-size" onTap={() => chooseTheme({ scale: nextStep(scale) })}>
          {nextStep(scale) > scale ? '字再大一点' : '字变回原样'}
        </Button>
        <Button kind="plain" onTap={() => chooseTheme({ elder: false })}>
          退出长辈模式
        </Button>
      </Box>
    </>
  )
}
