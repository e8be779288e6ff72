import type { NoticeDraft, StaffNoticeView } from '@linli/shared/notices/notices-desk.schema'
import type { NoticeStage } from '@linli/shared/notices/notices.machine'
import type { HouseholdState } from '@linli/shared/notices/household.machine'
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { api } from '@/platform/api'
import { refreshIfOvertaken } from '@/platform/overtaken'
import { useKeptQuery } from '@/platform/kept-query'

const REFRESH_MS = 30_000
/** Just published: the households are counted in the background within seconds. */
const COUNTING_MS = 2_000
/** Later than this nobody is being counted: the notice addresses no household in the reader's reach. */
const COUNTED_WITHIN_MS = 180_000

export function useStaffNotices(
  communityId: string | undefined,
  stage: NoticeStage | undefined,
  q: string | undefined,
) {
  return useInfiniteQuery({
    queryKey: ['staff-notices', communityId ?? '', stage ?? '', q ?? ''],
    queryFn: ({ pageParam, signal }) =>
      api.notices.staffList(
        { query: { communityId, stage, q, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
  })
}

const noticeKey = (id: string) => ['staff-notice', id] as const

export const useStaffNotice = (id: string | undefined) =>
  useQuery({
    queryKey: noticeKey(id ?? ''),
    queryFn: ({ signal }) => api.notices.staffGet({ params: { id: id ?? '' } }, { signal }),
    enabled: id !== undefined,
  })

export const useAudienceTree = (communityId: string | undefined) =>
  useKeptQuery({
    queryKey: ['audience-tree', communityId ?? ''],
    queryFn: (options) => api.space.audienceTree({ query: { communityId } }, options),
    enabled: communityId !== undefined,
  })

/** Head count of an audience, live; the last figure stays while the next is counted. */
export const useAudiencePreview = (communityId: string | undefined, audience: NoticeDraft['audience']) =>
  useQuery({
    queryKey: ['audience-preview', communityId ?? '', audience],
    queryFn: ({ signal }) => api.notices.previewAudience({ body: { audience, communityId } }, { signal }),
    enabled: communityId !== undefined && audience.nodeIds.length > 0,
    placeholderData: keepPreviousData,
  })

interface Saving {
  readonly draft: NoticeDraft
  /** Undefined before the first save. */
  readonly known: { readonly id: string; readonly version: number } | undefined
  readonly communityId: string | undefined
  readonly idempotencyKey: string
}

export function useSaveNotice() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ draft, known, communityId, idempotencyKey }: Saving) =>
      known === undefined
        ? api.notices.create({ body: { ...draft, communityId } }, { idempotencyKey })
        : api.notices.update({ params: { id: known.id }, body: { ...draft, version: known.version } }),
    onSuccess: (notice) => {
      client.setQueryData(noticeKey(notice.id), notice)
      return client.invalidateQueries({ queryKey: ['staff-notices'] })
    },
    onError: (error, { known }) =>
      known === undefined ? undefined : refreshIfOvertaken(client, error, noticeKey(known.id)),
  })
}

/** What is done with a stored notice; each is one event of the contract. */
export type NoticeAct = { readonly id: string } & NoticeEvent

type NoticeEvent =
  | { readonly event: 'publish' | 'unschedule' | 'discard' | 'unpin'; readonly version: number }
  | { readonly event: 'schedule'; readonly version: number; readonly publishAt: string }
  | { readonly event: 'withdraw'; readonly version: number; readonly reason: string }
  | { readonly event: 'pin'; readonly version: number; readonly until: string }

function send(act: NoticeAct): Promise<StaffNoticeView> {
  const { id, version } = act
  const params = { id }
  switch (act.event) {
    case 'publish':
      return api.notices.publish({ params, body: { version } })
    case 'unschedule':
      return api.notices.unschedule({ params, body: { version } })
    case 'discard':
      return api.notices.discard({ params, body: { version } })
    case 'unpin':
      return api.notices.unpin({ params, body: { version } })
    case 'schedule':
      return api.notices.schedule({ params, body: { version, publishAt: act.publishAt } })
    case 'withdraw':
      return api.notices.withdraw({ params, body: { version, reason: act.reason } })
    case 'pin':
      return api.notices.pin({ params, body: { version, until: act.until } })
  }
}

/** The notice is named by the act and not by the hook: a draft gets its id in the moment it is published. */
export function useNoticeAct() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: (notice) => client.setQueryData(noticeKey(notice.id), notice),
    onSettled: (_notice, _error, { id }) =>
      Promise.all(
        [['staff-notices'], noticeKey(id), ['reach', id]].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  })
}

/** Whether the households of a notice may still be being counted, some of its time after it was published. */
export const isCounting = (publishAt: string | null, now: number): boolean =>
  publishAt !== null && now - new Date(publishAt).getTime() < COUNTED_WITHIN_MS

export const useReach = (id: string, publishAt: string | null) =>
  useQuery({
    queryKey: ['reach', id],
    queryFn: ({ signal }) => api.notices.reach({ params: { id } }, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.totals.households === 0 && isCounting(publishAt, Date.now()) ? COUNTING_MS : REFRESH_MS,
  })

interface HouseholdFilter {
  readonly state?: HouseholdState | undefined
  readonly nodeId?: string | undefined
  readonly toVisit?: boolean | undefined
}

export const useHouseholds = (id: string, { state, nodeId, toVisit }: HouseholdFilter) =>
  useInfiniteQuery({
    queryKey: ['reach', id, 'households', state ?? '', nodeId ?? '', toVisit === true],
    queryFn: ({ pageParam, signal }) =>
      api.notices.reachHouseholds(
        {
          params: { id },
          query: {
            state,
            nodeId,
            ...(toVisit && { toVisit: 'true' as const }),
            ...(pageParam !== '' && { cursor: pageParam }),
          },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })

function useReachAct<Input, Answer>(id: string, act: (input: Input) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSettled: () => client.invalidateQueries({ queryKey: ['reach', id] }),
  })
}

export const useRemind = (id: string) => useReachAct(id, () => api.notices.remind({ params: { id } }))

export const useRecordVisit = (id: string) =>
  useReachAct(id, (visit: { roomId: string; outcome: 'told' | 'nobody-home'; idempotencyKey: string }) =>
    api.notices.recordVisit(
      { params: { id }, body: { roomId: visit.roomId, outcome: visit.outcome } },
      { idempotencyKey: visit.idempotencyKey },
    ),
  )
