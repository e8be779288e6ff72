import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { openPage } from '@/platform/navigate'
import { useActor } from '@/platform/session'
import { createStore, useStore } from '@/platform/store'
import { Banner } from '@/ui/banner'
import { useSecondFactor } from './queries'

/** Who has been reminded since the app was opened, and by which page. */
const reminded = createStore<{ readonly accountId: string; readonly page: string } | undefined>(undefined)

interface NoticeProps {
  /** Where the working day begins and where the account is looked after; any other page says it once. */
  readonly always?: boolean
}

/**
 * Reminds those who need a second factor and have not set one up; nothing for everybody else. What stands above every
 * page is read on none of them: the first page opened says it, and the act that needs it asks for it by itself.
 */
export function SecondFactorNotice({ always = false }: NoticeProps) {
  const accountId = useActor()?.accountId
  const { data } = useSecondFactor()
  // By its address: a page that has read what it shows may draw its frame anew.
  const page = useRouter().path
  const known = useStore(reminded)
  const lacks = data !== undefined && !data.enrolled
  const isFirst = known?.accountId !== accountId
  useEffect(() => {
    if (lacks && isFirst && accountId !== undefined) reminded.set({ accountId, page })
  }, [lacks, isFirst, accountId, page])
  if (!lacks || !(always || isFirst || known?.page === page)) return null
  return (
    <Banner kind="wait" act="去设置" onAct={() => openPage('/packages/account/second-factor')}>
      请先设置动态码，看号码、改名册、导出和授权时要用
    </Banner>
  )
}
