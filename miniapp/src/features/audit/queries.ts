import type { ActKind } from '@linli/shared/audit/audit.acts'
import type { AuditReport } from '@linli/shared/audit/audit.schema'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/platform/api'

export interface TrailFilter {
  readonly kind: ActKind | undefined
  readonly actorId: string | undefined
  readonly targetId: string | undefined
  readonly from: string | undefined
  readonly to: string | undefined
}

export const useTrail = (communityId: string | undefined, filter: TrailFilter) =>
  useInfiniteQuery({
    queryKey: ['trail', communityId ?? '', filter],
    queryFn: ({ pageParam, signal }) =>
      api.audit.list(
        { query: { communityId, ...filter, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
  })

export const useActors = (communityId: string | undefined) =>
  useQuery({
    queryKey: ['trail', 'actors', communityId ?? ''],
    queryFn: async ({ signal }) => (await api.audit.actors({ query: { communityId } }, { signal })).items,
    enabled: communityId !== undefined,
  })

/** How a check of the chain goes: how far it has come, how it ended, or why it could not. */
export type Check =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly done: number; readonly total: number | undefined }
  | { readonly state: 'done'; readonly report: AuditReport; readonly checked: number }
  | { readonly state: 'failed'; readonly error: Error }

/** Walks the chain slice by slice until its end or its first fault. */
export function useVerify(communityId: string | undefined) {
  const [check, setCheck] = useState<Check>({ state: 'idle' })
  const run = async () => {
    if (communityId === undefined) return
    setCheck({ state: 'running', done: 0, total: undefined })
    try {
      let after = 0
      let checked = 0
      for (;;) {
        const report = await api.audit.verify({ query: { communityId, after } })
        checked += report.checked
        if (report.next === null) return setCheck({ state: 'done', report, checked })
        after = report.next
        setCheck({ state: 'running', done: after, total: report.total })
      }
    } catch (error) {
      setCheck({ state: 'failed', error: error instanceof Error ? error : new Error(String(error)) })
    }
  }
  return { check, run }
}
