import type { AuditReport } from '@linli/shared/audit/audit.schema'
import { dayOf, dayText } from '@linli/shared/time'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { Surface } from '@/ui/surface'
import type { Check } from './queries'

const reasons: Record<NonNullable<AuditReport['brokenAt']>['reason'], string> = {
  gap: '少了一条',
  row_changed: '这一条被改过',
  link_broken: '这一条和前一条接不上',
  head_changed: '和当天封存的校验码不一致',
}
/** As much of a head as can be read out on the phone, and as the inbox shows. */
const SPOKEN_DIGITS = 32

/** The first place where the chain does not hold, as a sentence. */
export const brokenText = ({ seq, reason }: NonNullable<AuditReport['brokenAt']>): string =>
  `第 ${seq} 条起不可信：${reasons[reason]}。请马上告诉区级运维，不要再改动`

export const wholeText = (checked: number, waiting: number): string =>
  `${checked} 条记录完整，没有被改过${waiting > 0 ? `；另有 ${waiting} 条刚发生，一分钟内编号` : ''}`

function Result({ check }: { readonly check: Check }) {
  switch (check.state) {
    case 'idle':
      return null
    case 'running':
      return (
        <Box role="status" className="trail-note">
          {check.total === undefined ? '正在核对' : `正在核对，已到 ${check.done} / ${check.total} 条`}
        </Box>
      )
    case 'failed':
      return <Banner kind="alert">{sentenceOf(check.error)}</Banner>
    case 'done': {
      const { brokenAt, waiting, heads } = check.report
      if (brokenAt !== null) return <Banner kind="alert">{brokenText(brokenAt)}</Banner>
      const last = heads.at(-1)
      return (
        <>
          <Banner kind="info">{wholeText(check.checked, waiting)}</Banner>
          {last && (
            <Box className="trail-note">
              {`最近封存：${dayText(last.day, dayOf(new Date()))}，到第 ${last.seq} 条，校验码 `}
              <Box as="span" className="trail-code">
                {last.hash.slice(0, SPOKEN_DIGITS)}
              </Box>
              。和消息里收到的对一对，应该一样
            </Box>
          )}
        </>
      )
    }
  }
}

/** One button that recomputes the chain, and what came of it. */
export function ChainState({ check, onRun }: { readonly check: Check; readonly onRun: () => void }) {
  return (
    <Surface label="核对操作记录" padded>
      <Box className="trail-check">
        <Box className="trail-words">每条记录都和前一条连在一起，改一条、删一条都能看出来</Box>
        <Button
          id="trail-verify"
          kind="outline"
          narrow
          busy={check.state === 'running' && '正在核对'}
          onTap={onRun}
        >
          校验
        </Button>
      </Box>
      <Result check={check} />
    </Surface>
  )
}
