import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { wordsOf } from '@/platform/error-words'
import { usePullToRefresh } from '@/platform/pull-down'
import { ErrorBlock } from './error-block'
import { Outdated } from './outdated'
import { Skeleton } from './skeleton'

interface QueryViewProps<T> {
  readonly query: UseQueryResult<T>
  readonly skeleton?: ReactNode
  readonly children: (data: T) => ReactNode
}

/** What a page shows while it loads, when it fails, and with the last known data when there is any; pulled down, it asks anew. */
export function QueryView<T>({ query, skeleton, children }: QueryViewProps<T>) {
  usePullToRefresh(query)
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
