import type { OfficialRecord } from '@linli/shared/polls/official.schema'
import type { FilingRecord, PollDraft, PollFactsView } from '@linli/shared/polls/poll-desk.schema'
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query'
import { api } from '@/platform/api'
import { isOvertaken } from '@/platform/overtaken'
import { sendOnce } from '@/platform/send-once'
import type { Attempt } from '@/platform/use-attempt'

export const useDeskPolls = (communityId: string | undefined) =>
  useInfiniteQuery({
    queryKey: ['desk-polls', communityId ?? ''],
    queryFn: ({ pageParam, signal }) =>
      api.polls.deskList(
        { query: { communityId, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
  })

/** By which city's rules owners decide here; null while the community has not said. */
export const usePollCity = (communityId: string) =>
  useQuery({
    queryKey: ['poll-city', communityId],
    queryFn: ({ signal }) => api.polls.rules({ query: { communityId } }, { signal }),
    enabled: communityId !== '',
  }).data?.cityId ?? null

const deskKey = (id: string) => ['desk-poll', id] as const

export const useDeskPoll = (id: string) =>
  useQuery({
    queryKey: deskKey(id),
    queryFn: ({ signal }) => api.polls.deskGet({ params: { id } }, { signal }),
    enabled: id !== '',
  })

export const useObjections = (id: string) =>
  useQuery({
    queryKey: ['poll-objections', id],
    queryFn: ({ signal }) => api.polls.objections({ params: { id } }, { signal }),
  })

export const useNotMes = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: ['poll-not-mes', id],
    queryFn: ({ signal }) => api.polls.notMes({ params: { id } }, { signal }),
    enabled,
  })

export const useDeskRoll = (id: string, q: string) =>
  useInfiniteQuery({
    queryKey: ['desk-roll', id, q],
    queryFn: ({ pageParam, signal }) =>
      api.polls.deskRoll(
        {
          params: { id },
          query: { limit: 50, ...(q !== '' && { q }), ...(pageParam !== '' && { cursor: pageParam }) },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })

async function askAnew(client: QueryClient, id: string): Promise<void> {
  await Promise.all(
    [
      deskKey(id),
      ['desk-polls'],
      ['poll-objections', id],
      ['poll-not-mes', id],
      ['desk-roll', id],
      ['poll', id],
      ['polls'],
    ].map((queryKey) => client.invalidateQueries({ queryKey })),
  )
}

/** An act at the desk. Whatever comes of it, the desk then shows how things stand; what was typed stays. */
function useDeskAct<Input, Answer>(id: string, act: (input: Input) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: () => askAnew(client, id),
    // Waited for: the refusal is shown over the newest state.
    onError: (error) => (isOvertaken(error) ? askAnew(client, id) : undefined),
  })
}

export function useCreatePoll() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ body, idempotencyKey }: Attempt<PollDraft & { communityId: string }>) =>
      api.polls.create({ body }, { idempotencyKey }),
    onSuccess: (poll) => {
      client.setQueryData(deskKey(poll.id), poll)
      return client.invalidateQueries({ queryKey: ['desk-polls'] })
    },
  })
}

export const useUpdatePoll = (id: string) =>
  useDeskAct(id, (body: PollDraft & { version: number }) => api.polls.update({ params: { id }, body }))

export const useSaveFacts = (id: string) =>
  useDeskAct(id, (body: PollFactsView & { version: number }) => api.polls.facts({ params: { id }, body }))

/** Events that need nothing but the version they are judged by. */
export const pollEvents = [
  ...(['prepare', 'revise', 'publishRoll', 'withdrawRoll', 'freeze', 'discard', 'count', 'publish'] as const),
] as const
export type PollEventName = (typeof pollEvents)[number]

export const usePollEvent = (id: string) =>
  useDeskAct(id, ({ event, version }: { event: PollEventName; version: number }) =>
    api.polls[event]({ params: { id }, body: { version } }),
  )

export const useCancelPoll = (id: string) =>
  useDeskAct(id, (body: { version: number; reason: string }) =>
    sendOnce(`poll.cancel:${id}:${body.version}`, body, (now, options) =>
      api.polls.cancel({ params: { id }, body: now }, options),
    ),
  )

export const useDecide = (id: string) =>
  useDeskAct(id, (body: { objectionId: string; accepted: boolean; reason: string }) =>
    sendOnce(`poll.decide:${body.objectionId}`, body, (now, options) =>
      api.polls.decide({ params: { id }, body: now }, options),
    ),
  )

export const useAnswerNotMe = (id: string) =>
  useDeskAct(id, ({ saidAt, ...body }: { rowId: string; saidAt: string; upheld: boolean; reason: string }) =>
    sendOnce(`poll.answer:${body.rowId}:${saidAt}`, body, (now, options) =>
      api.polls.answerNotMe({ params: { id }, body: now }, options),
    ),
  )

export const useServe = (id: string) =>
  useDeskAct(id, (rowIds: string[]) => api.polls.deliveries({ params: { id }, body: { rowIds } }))

export const useMandate = (id: string) =>
  useDeskAct(
    id,
    ({ body, idempotencyKey }: Attempt<{ rowId: string; holderId: string; mandateRef: string }>) =>
      api.polls.proxy({ params: { id }, body }, { idempotencyKey }),
  )

export const useWithdrawProxy = (id: string) =>
  useDeskAct(id, (body: { rowId: string; reference: string }) =>
    api.polls.withdrawProxy({ params: { id }, body }),
  )

export const usePaper = (id: string) =>
  useDeskAct(id, (body: { rowId: string; answers: string[]; channel: 'paper' | 'doorstep' }) =>
    api.polls.paper({ params: { id }, body }),
  )

export const useMark = (id: string) =>
  useDeskAct(id, ({ body, idempotencyKey }: Attempt<{ rowId: string }>) =>
    api.polls.mark({ params: { id }, body }, { idempotencyKey }),
  )

export const usePrintPapers = (id: string) =>
  useDeskAct(id, ({ body, idempotencyKey }: Attempt<{ count: number }>) =>
    api.polls.printPapers({ params: { id }, body }, { idempotencyKey }),
  )

export const useVoidPapers = (id: string) =>
  useDeskAct(id, (body: { from: number; to: number; reason: string }) =>
    sendOnce(`poll.void:${id}:${body.from}:${body.to}`, body, (now, options) =>
      api.polls.voidPapers({ params: { id }, body: now }, options),
    ),
  )

/** Asked for by hand alone: each look at the ledger is kept. */
export const useReminders = (id: string, enabled: boolean) =>
  useInfiniteQuery({
    queryKey: ['poll-reminders', id],
    queryFn: ({ pageParam, signal }) =>
      api.polls.reminders(
        { params: { id }, query: { limit: 50, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled,
    staleTime: Infinity,
  })

export const useBatch = (id: string) =>
  useDeskAct(id, (papers: { serial: number; answers: string[] | null }[]) =>
    sendOnce(`poll.batch:${id}`, { papers }, (now, options) =>
      api.polls.batch({ params: { id }, body: now }, options),
    ),
  )

/** The first record of the city's own system, or with a reason its correction. */
export const useRecordOfficial = (id: string) =>
  useDeskAct(id, ({ reason, ...body }: OfficialRecord & { reason: string | undefined }) =>
    reason === undefined
      ? sendOnce(`poll.official:${id}:${body.version}`, body, (now, options) =>
          api.polls.recordOfficial({ params: { id }, body: now }, options),
        )
      : sendOnce(`poll.official:${id}:${body.version}`, { ...body, reason }, (now, options) =>
          api.polls.correctOfficial({ params: { id }, body: now }, options),
        ),
  )

export const useRecordFiling = (id: string) =>
  useDeskAct(id, (body: FilingRecord) =>
    sendOnce(`poll.filing:${id}:${body.version}`, body, (now, options) =>
      api.polls.recordFiling({ params: { id }, body: now }, options),
    ),
  )

export const useRefuseSignature = (id: string) =>
  useDeskAct(id, (body: { root: string; reason: string }) =>
    sendOnce(`poll.refuse:${id}:${body.root}`, body, (now, options) =>
      api.polls.refuseSignature({ params: { id }, body: now }, options),
    ),
  )

export const useSign = (id: string) =>
  useDeskAct(id, (root: string) => api.polls.sign({ params: { id }, body: { root } }))
