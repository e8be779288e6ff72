import type { UseQueryResult } from '@tanstack/react-query'
import { clockTime } from '@linli/shared/time'
import type { ReactNode } from 'react'
import { wordsOf } from '@/platform/error-words'
import { NetworkError } from '@/platform/network-error'
import { Banner } from './banner'
import { ErrorBlock } from './error-block'
import { Skeleton } from './skeleton'

interface QueryViewProps<T> {
  readonly query: UseQueryResult<T>
  readonly skeleton?: ReactNode
  readonly children: (data: T) => ReactNode
}

/** Says that what is shown is not the newest, and why. */
function Outdated<T>({ query }: { readonly query: UseQueryResult<T> }) {
  const time = clockTime(new Date(query.dataUpdatedAt))
  const offline = query.error instanceof NetworkError
  return (
    <Banner kind={offline ? 'offline' : 'info'} act="再试一次" onAct={() => void query.refetch()}>
      {offline ? `现在没有网络，显示的是 ${time} 的内容` : `没能更新，显示的是 ${time} 的内容`}
    </Banner>
  )
}

/** What a page shows while it loads, when it fails, and with the last known data when there is any. */
export function QueryView<T>({ query, skeleton, children }: QueryViewProps<T>) {
  if (query.data !== undefined) {
    return (
      <>
        {query.isError && <Outdated query={query} />}
        {children(query.data)}
      </>
    )
  }
  if (query.isError) {
    const words = wordsOf(query.error)
    return (
      <ErrorBlock
        what={words.what}
        next={words.next}
        requestId={words.requestId}
        onRetry={words.retry ? () => void query.refetch() : undefined}
      />
    )
  }
  return skeleton ?? <Skeleton />
}
