import type { DeskTopicFilter, HidingReason, ScreeningReason } from '@linli/shared/council/topics.kinds'
import type { TopicProposal, TopicView } from '@linli/shared/council/council.schema'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeliberationAct } from '@/features/council/queries'
import { api } from '@/platform/api'
import { refreshIfOvertaken } from '@/platform/overtaken'
import { sendOnce } from '@/platform/send-once'
import type { Attempt } from '@/platform/use-attempt'

export const useDeskTopics = (communityId: string | undefined, filter: DeskTopicFilter) =>
  useInfiniteQuery({
    queryKey: ['staff-topics', communityId ?? '', filter],
    queryFn: ({ pageParam, signal }) =>
      api.council.deskList(
        { query: { communityId, filter, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
  })

const topicKey = (id: string) => ['staff-topic', id] as const

export const useDeskTopic = (id: string) =>
  useQuery({
    queryKey: topicKey(id),
    queryFn: ({ signal }) => api.council.deskGet({ params: { id } }, { signal }),
  })

export type TopicDecision =
  | { readonly act: 'pass'; readonly version: number }
  | {
      readonly act: 'screenOut'
      readonly version: number
      readonly reason: ScreeningReason
      readonly words: string
    }
  | { readonly act: 'decide'; readonly version: number; readonly upheld: boolean; readonly words: string }
  | { readonly act: 'adopt'; readonly version: number; readonly reason: string }
  | { readonly act: 'link'; readonly otherId: string }

function decide(id: string, decision: TopicDecision): Promise<TopicView> {
  const params = { id }
  const name = decision.act === 'link' ? '' : `topic.${decision.act}:${id}:${decision.version}`
  switch (decision.act) {
    case 'pass': {
      const { version } = decision
      return sendOnce(name, { version }, (body, options) => api.council.pass({ params, body }, options))
    }
    case 'screenOut': {
      const { version, reason, words } = decision
      return sendOnce(name, { version, reason, words }, (body, options) =>
        api.council.screenOut({ params, body }, options),
      )
    }
    case 'decide': {
      const { version, upheld, words } = decision
      return sendOnce(name, { version, upheld, words }, (body, options) =>
        api.council.decide({ params, body }, options),
      )
    }
    case 'adopt': {
      const { version, reason } = decision
      return sendOnce(name, { version, reason }, (body, options) =>
        api.council.adopt({ params, body }, options),
      )
    }
    case 'link':
      return api.council.link({ params, body: { otherId: decision.otherId } })
  }
}

/** Decides; when a colleague was faster, the newest state is fetched and what was typed stays. */
export function useDecideTopic(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (decision: TopicDecision) => decide(id, decision),
    onSuccess: async (topic) => {
      client.setQueryData(topicKey(id), topic)
      await Promise.all([
        client.invalidateQueries({ queryKey: ['staff-topics'] }),
        client.invalidateQueries({ queryKey: ['deliberation', id] }),
      ])
    },
    onError: (error) => refreshIfOvertaken(client, error, topicKey(id)),
  })
}

export type MadeTopic = TopicProposal & { readonly communityId: string; readonly opinionIds: string[] }

export function useMakeTopic() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ body, idempotencyKey }: Attempt<MadeTopic>) =>
      api.council.create({ body }, { idempotencyKey }),
    onSuccess: async (topic) => {
      client.setQueryData(topicKey(topic.id), topic)
      await client.invalidateQueries({ queryKey: ['staff-topics'] })
    },
  })
}

export const useHideStatement = (topicId: string) =>
  useDeliberationAct(
    topicId,
    ({ statementId, reason }: { statementId: string; reason: HidingReason | null }) =>
      reason === null
        ? api.council.show({ params: { id: topicId }, body: { statementId } })
        : api.council.hide({ params: { id: topicId }, body: { statementId, reason } }),
  )
