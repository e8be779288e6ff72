import { ofEveryKind } from '@linli/shared/home/matters.rules'
import type { MatterView } from '@linli/shared/home/home.schema'
import type { ActorView } from '@linli/shared/session/session.schema'
import { dayText, weekdayName } from '@linli/shared/time'
import { useState } from 'react'
import { useActor } from '@/platform/session'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { Surface } from '@/ui/surface'
import { useWaitingRequest, WaitingHome } from '@/features/homes/waiting-home'
import { gateUrl } from '@/features/session/return-to'
import { daySentence, type CaseCounts } from '@/features/staff-cases/filters'
import { areaPaths, dueNow } from '@/features/staff-shell/areas'
import { useDeskDay } from '@/features/staff-shell/desk-day'
import { MatterRow } from './matter-row'

/** What is read at one glance, so that the entries below stand on the first screen of a phone. */
const FIRST_SIGHT = 3

interface MattersProps {
  readonly today: string
  readonly matters: readonly MatterView[]
}

/** The one sentence above the list. While somebody is asked whether the desk waits, nothing is claimed. */
export function headOf(actor: ActorView | undefined, count: number, isAsked: boolean): string {
  if (actor === undefined) return '登录后看与您家有关的事'
  if (count > 0) return `有 ${count} 件事与您有关`
  if (!actor.consentCurrent) return '看过隐私说明，就可以用了'
  return isAsked ? '正在看今天有没有等您处理的事' : '今天没有等您处理的事'
}

/** Whether something waits on the desk today; of nobody's desk nothing does. */
export const hasWork = (day: CaseCounts | undefined): day is CaseCounts =>
  day !== undefined && dueNow(day) + day.urgent > 0

/** The head of the home page: how many things concern this person, and which. */
export function Matters({ today, matters }: MattersProps) {
  const actor = useActor()
  const { day, isAsked: isDeskAsked } = useDeskDay()
  const hasDesk = hasWork(day)
  const { waiting, isAsked: isHomeAsked } = useWaitingRequest()
  // Whoever works here is told of the own request under 我的.
  const isHomeless = actor?.consentCurrent === true && actor.homes.length === 0 && actor.roles.length === 0
  const isAsked = isDeskAsked || (isHomeless && isHomeAsked)
  const isAskedMore = isHomeless && waiting?.status === 'needs_more'
  const besides = (hasDesk ? 1 : 0) + (isAskedMore ? 1 : 0)
  const count = matters.length + besides
  const [whole, setWhole] = useState(false)
  const shown = whole ? matters : ofEveryKind(matters, FIRST_SIGHT - besides)
  const head = headOf(actor, count, isAsked)
  return (
    <Surface label="与您有关">
      <Box className="matters__head">
        <Box as="h1" className="matters__title">
          {head}
        </Box>
        <Box className="matters__day">{`${dayText(today, today)} ${weekdayName(today)}`}</Box>
      </Box>
      {actor === undefined && (
        <ListRow disc="me" title="登录" detail="手机号就可以，不用记密码" to={gateUrl('sign-in')} />
      )}
      {actor !== undefined && !actor.consentCurrent && (
        <ListRow
          disc="lock"
          title="看一看隐私说明"
          detail="同意后才能提意见、确认通知"
          to={gateUrl('consent')}
        />
      )}
      {isHomeless && (
        <WaitingHome
          otherwise={
            <ListRow
              disc="my-home"
              title="绑定您的房屋"
              detail="有邀请码 1 分钟就好，没有就等社区核对，最多 2 个工作日"
              to="/packages/space/bind"
            />
          }
        />
      )}
      {hasDesk && (
        <ListRow disc="opinion-box" title="社区的办件" detail={daySentence(day)} to={areaPaths.cases} />
      )}
      {shown.map((matter) => (
        <MatterRow key={`${matter.kind}-${matter.targetId}`} matter={matter} />
      ))}
      {shown.length < matters.length && (
        <Box className="matters__more">
          <Button kind="plain" onTap={() => setWhole(true)}>{`看全部 ${count} 件`}</Button>
        </Box>
      )}
      {actor?.consentCurrent && count === 0 && !isAsked && (
        <EmptyState icon="check" act="提意见" to="/packages/opinions/new">
          有新的通知或答复会出现在这里
        </EmptyState>
      )}
    </Surface>
  )
}
