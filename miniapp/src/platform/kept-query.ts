import { hashKey, useQuery, type QueryKey, type UseQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { CallOptions } from './request'
import { sessionStore } from './session'
import { readStored, removeStored, storedKeys, writeStored } from './storage'

interface Kept<T> {
  readonly at: number
  readonly data: T
}

interface KeptQueryOptions<T> {
  readonly queryKey: QueryKey
  readonly queryFn: (options: CallOptions) => Promise<T>
  readonly enabled?: boolean | undefined
  /** Asks again after this many milliseconds while the page is shown. */
  readonly refetchInterval?: number | undefined
  /** Asks again whenever the page opens, however fresh the kept answer is: others change it. */
  readonly refetchOnMount?: 'always'
}

/** Pages whose last answer is kept on the device. */
const MOST_KEPT = 40

const nameOf = (key: QueryKey) => `last:${sessionStore.get()?.actor.accountId ?? 'visitor'}:${hashKey(key)}`

function keptUnder<T>(name: string): Kept<T> | undefined {
  const value = readStored(name)
  const known = typeof value === 'object' && value !== null && 'at' in value && 'data' in value
  return known ? (value as Kept<T>) : undefined
}

/** Makes room for a new answer: the oldest kept one goes. */
function makeRoom(): void {
  const names = storedKeys('last:')
  if (names.length < MOST_KEPT) return
  const ages = names.map((name) => ({ name, at: keptUnder(name)?.at ?? 0 })).sort((a, b) => a.at - b.at)
  for (const { name } of ages.slice(0, names.length - MOST_KEPT + 1)) removeStored(name)
}

/**
 * A query whose last answer stays on this device: the page opens with it at once and says when it is from,
 * also without a network (`dataUpdatedAt` is the time of the answer).
 */
export function useKeptQuery<T>({ queryKey, queryFn, ...rest }: KeptQueryOptions<T>): UseQueryResult<T> {
  const name = nameOf(queryKey)
  const result = useQuery<T>({
    queryKey,
    queryFn: ({ signal }) => queryFn({ signal }),
    initialData: () => keptUnder<T>(name)?.data,
    initialDataUpdatedAt: () => keptUnder<T>(name)?.at,
    ...rest,
  })
  const { data, dataUpdatedAt, isSuccess } = result
  useEffect(() => {
    if (!isSuccess || keptUnder(name)?.at === dataUpdatedAt) return
    makeRoom()
    writeStored(name, { at: dataUpdatedAt, data })
  }, [name, data, dataUpdatedAt, isSuccess])
  return result
}
