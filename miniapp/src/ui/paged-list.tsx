import type { UseInfiniteQueryResult, InfiniteData } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { wordsOf } from '@/platform/error-words'
import { usePullToRefresh } from '@/platform/pull-down'
import { ErrorBlock } from './error-block'
import { MoreRows } from './more-rows'
import { Outdated } from './outdated'
import { Skeleton } from './skeleton'

interface PagedListProps<Item> {
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Item[] }>>
  readonly empty: ReactNode
  /** Draws everything loaded so far. */
  readonly children: (items: readonly Item[]) => ReactNode
}

/** A list that grows page by page: skeleton, rows, what to do when empty, error in place of the failing part. */
export function PagedList<Item>(props: PagedListProps<Item>) {
  const { query, empty, children } = props
  usePullToRefresh(query)
  const items = query.data?.pages.flatMap((page) => page.items)
  const words = query.isError ? wordsOf(query.error) : undefined
  return (
    <>
      {items !== undefined && query.isRefetchError && <Outdated query={query} />}
      {words !== undefined && !(items !== undefined && query.isRefetchError) && (
        <ErrorBlock
          what={words.what}
          next={words.next}
          requestId={words.requestId}
          onRetry={words.retry ? () => void query.refetch() : undefined}
        />
      )}
      {items === undefined && words === undefined && <Skeleton rows={5} />}
      {items !== undefined && (items.length === 0 ? empty : children(items))}
      {query.hasNextPage && (
        <MoreRows busy={query.isFetchingNextPage && '正在载入'} onTap={() => void query.fetchNextPage()} />
      )}
    </>
  )
}
