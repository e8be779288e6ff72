import type { Stance, StatementSide, TopicFilter } from '@linli/shared/council/topics.kinds'
import type { DeliberationView, TopicProposal, TopicView } from '@linli/shared/council/council.schema'
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query'
import { useCommunityId } from '@/features/space/queries'
import { adoptAnswer } from '@/platform/adopt-answer'
import { api } from '@/platform/api'
import { isOvertaken, refreshIfOvertaken } from '@/platform/overtaken'
import { ApiError } from '@/platform/api-error'
import { useKeptQuery } from '@/platform/kept-query'
import { sendOnce } from '@/platform/send-once'
import { useActor } from '@/platform/session'
import type { Attempt } from '@/platform/use-attempt'

const pageOf = (cursor: string) => (cursor === '' ? {} : { cursor })

export function useTopics(filter: TopicFilter, q?: string) {
  const communityId = useCommunityId()
  const actor = useActor()
  return useInfiniteQuery({
    queryKey: ['topics', communityId ?? '', actor?.accountId ?? '', filter, q ?? ''],
    queryFn: ({ pageParam, signal }) =>
      api.council.list({ query: { filter, q, ...pageOf(pageParam) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: actor !== undefined,
  })
}

export function useMyTopics() {
  const actor = useActor()
  return useInfiniteQuery({
    queryKey: ['topics', 'mine', actor?.accountId ?? ''],
    queryFn: ({ pageParam, signal }) => api.council.mine({ query: pageOf(pageParam) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })
}

const topicKey = (id: string) => ['topic', id] as const
const deliberationKey = (id: string) => ['statements', id] as const

export const useTopic = (id: string) =>
  useKeptQuery({
    queryKey: topicKey(id),
    queryFn: (options) => api.council.get({ params: { id } }, options),
  })

async function adopt(client: QueryClient, topic: TopicView): Promise<void> {
  await adoptAnswer(client, topicKey(topic.id), topic)
  await client.invalidateQueries({ queryKey: ['topics'] })
}

/**
 * An act on a topic. When somebody was faster, the newest state is fetched and what was typed stays. What one taps after
 * the other (支持, 不再支持) arrives in that order: the next is sent when the one before has been answered.
 */
function useTopicAct<Input>(id: string, act: (input: Input) => Promise<TopicView>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    scope: { id: `topic:${id}` },
    onSuccess: (topic) => adopt(client, topic),
    onError: (error) => refreshIfOvertaken(client, error, topicKey(id)),
  })
}

export type Standing = 'support' | 'unsupport' | 'follow' | 'unfollow'

export const useStanding = (id: string) =>
  useTopicAct(id, (standing: Standing) => api.council[standing]({ params: { id } }))
export const useObject = (id: string) =>
  useTopicAct(id, (body: { version: number; text: string }) =>
    sendOnce(`topic.object:${id}:${body.version}`, body, (now, options) =>
      api.council.object({ params: { id }, body: now }, options),
    ),
  )
export const useWithdrawTopic = (id: string) =>
  useTopicAct(id, (version: number) =>
    sendOnce(`topic.withdraw:${id}:${version}`, { version }, (now, options) =>
      api.council.withdraw({ params: { id }, body: now }, options),
    ),
  )

export function usePropose() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ body, idempotencyKey }: Attempt<TopicProposal>) =>
      api.council.propose({ body }, { idempotencyKey }),
    onSuccess: (topic) => adopt(client, topic),
  })
}

/** Topics that seem to ask for the same, as soon as the title says something. */
export const useSimilarTopics = (title: string) =>
  useQuery({
    queryKey: ['similar-topics', title],
    queryFn: ({ signal }) => api.council.similar({ body: { title, wish: '' } }, { signal }),
    enabled: title.length >= 4,
    retry: false,
  })

export const useDeliberation = (id: string) =>
  useKeptQuery({
    queryKey: deliberationKey(id),
    queryFn: (options) => api.council.deliberation({ params: { id } }, options),
  })

/** An act in the deliberation, one after the other; the answer is the whole page as it stands now. */
export function useDeliberationAct<Input>(id: string, act: (input: Input) => Promise<DeliberationView>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    scope: { id: `deliberation:${id}` },
    onSuccess: (view) => adoptAnswer(client, deliberationKey(id), view),
    // A statement that was hidden meanwhile is not found (404): the page then shows what is still there.
    onError: (error) =>
      isOvertaken(error) || (error instanceof ApiError && error.status === 404)
        ? client.invalidateQueries({ queryKey: deliberationKey(id) })
        : undefined,
  })
}

export const useReact = (id: string) =>
  useDeliberationAct(id, (body: { statementId: string; stance: Stance }) =>
    api.council.react({ params: { id }, body }),
  )
export const useSay = (id: string) =>
  useDeliberationAct(id, ({ body, idempotencyKey }: Attempt<{ side: StatementSide; text: string }>) =>
    api.council.say({ params: { id }, body }, { idempotencyKey }),
  )
