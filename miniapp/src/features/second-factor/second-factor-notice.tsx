import { openPage } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { useSecondFactor } from './queries'

/** Reminds those who need a second factor and have not set one up; nothing for everybody else. */
export function SecondFactorNotice() {
  const { data } = useSecondFactor()
  if (data === undefined || data.enrolled) return null
  return (
    <Banner kind="wait" act="去设置" onAct={() => openPage('/packages/account/second-factor')}>
      请先设置动态码，看号码、改名册、导出和授权时要用
    </Banner>
  )
}
