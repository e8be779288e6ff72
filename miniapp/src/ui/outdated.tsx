import { clockTime } from '@linli/shared/time'
import { NetworkError } from '@/platform/network-error'
import { Banner } from './banner'

interface OutdatedProps {
  /** The query that could not be repeated; what it brought before stays on the page. */
  readonly query: {
    readonly error: Error | null
    readonly dataUpdatedAt: number
    readonly refetch: () => Promise<unknown>
  }
}

/** Says that what is shown is not the newest, and why. */
export function Outdated({ query }: OutdatedProps) {
  const time = clockTime(new Date(query.dataUpdatedAt))
  const offline = query.error instanceof NetworkError
  return (
    <Banner kind={offline ? 'offline' : 'info'} act="再试一次" onAct={() => void query.refetch()}>
      {offline ? `现在没有网络，显示的是 ${time} 的内容` : `没能更新，显示的是 ${time} 的内容`}
    </Banner>
  )
}
