import type { InvitedRelation, RefusalReason, StaffBindingEnd } from '@linli/shared/homes/homes.kinds'
import type { RequestView } from '@linli/shared/homes/home-requests.schema'
import type { ConsentWay } from '@linli/shared/people/people.kinds'
import type { SeenPaper } from '@linli/shared/recovery/recovery.kinds'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { refreshIfOvertaken } from '@/platform/overtaken'

export type QueueFilter = 'open' | 'over'

export const useRequests = (communityId: string | undefined, filter: QueueFilter) =>
  useInfiniteQuery({
    queryKey: ['home-requests', communityId ?? '', filter],
    queryFn: ({ pageParam, signal }) =>
      api.homes.queue(
        { query: { communityId, filter, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
  })

export const useDelegateAsks = (communityId: string | undefined) =>
  useQuery({
    queryKey: ['delegate-asks', communityId ?? ''],
    queryFn: ({ signal }) => api.homes.delegateAsks({ query: { communityId } }, { signal }),
    enabled: communityId !== undefined,
  })

type AskAnswer =
  | { readonly act: 'confirm'; readonly id: string; readonly way: ConsentWay; readonly consentDay: string }
  | { readonly act: 'dismiss'; readonly id: string }

export function useAnswerDelegateAsk() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (answer: AskAnswer) =>
      answer.act === 'confirm'
        ? api.homes.confirmDelegate({
            params: { id: answer.id },
            body: { way: answer.way, consentDay: answer.consentDay },
          })
        : api.homes.dismissDelegate({ params: { id: answer.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['delegate-asks'] }),
  })
}

/** The codes of a whole building. They are kept nowhere but on the screen that shows them. */
export function useSlips() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { placeId: string; relation: InvitedRelation }) => api.homes.slips({ body }),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: ['staff-invitations'] }),
  })
}

const requestKey = (id: string) => ['home-request', id] as const

export const useRequest = (id: string) =>
  useQuery({
    queryKey: requestKey(id),
    queryFn: ({ signal }) => api.homes.get({ params: { id } }, { signal }),
  })

export type Decision =
  | { readonly act: 'ask'; readonly version: number; readonly text: string }
  | { readonly act: 'approve'; readonly version: number; readonly personId: string | null }
  | {
      readonly act: 'refuse'
      readonly version: number
      readonly reason: RefusalReason
      readonly text: string
    }

function decide(id: string, decision: Decision): Promise<RequestView> {
  const params = { id }
  const { version } = decision
  switch (decision.act) {
    case 'ask':
      return api.homes.ask({ params, body: { version, text: decision.text } })
    case 'approve':
      return api.homes.approve({ params, body: { version, personId: decision.personId } })
    case 'refuse':
      return api.homes.refuse({ params, body: { version, reason: decision.reason, text: decision.text } })
  }
}

/** Decides; when a colleague was faster, the newest state is fetched and what was typed stays. */
export function useDecide(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (decision: Decision) => decide(id, decision),
    onSuccess: async (request) => {
      client.setQueryData(requestKey(id), request)
      await Promise.all(
        ['home-requests', 'room-bindings', 'people', 'room-people'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      )
    },
    onError: (error) => refreshIfOvertaken(client, error, requestKey(id)),
  })
}

export const useInvitations = (communityId: string | undefined) =>
  useInfiniteQuery({
    queryKey: ['staff-invitations', communityId ?? ''],
    queryFn: ({ pageParam, signal }) =>
      api.homes.invitations(
        { query: { communityId, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
  })

export const useRoomBindings = (roomId: string) =>
  useQuery({
    queryKey: ['room-bindings', roomId],
    queryFn: ({ signal }) => api.homes.bindings({ params: { id: roomId } }, { signal }),
    enabled: roomId !== '',
  })

export function useEndBinding() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: StaffBindingEnd }) =>
      api.homes.endBinding({ params: { id }, body: { reason } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['room-bindings'] }),
  })
}

export const useRecoveries = (communityId: string | undefined) =>
  useInfiniteQuery({
    queryKey: ['recoveries', communityId ?? ''],
    queryFn: ({ pageParam, signal }) =>
      api.recovery.list(
        { query: { communityId, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
  })

export const useSendRecoveryCode = () =>
  useMutation({
    mutationFn: (body: { personId: string; phone: string }) => api.recovery.sendCode({ body }),
  })

export function useRecover() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: {
      personId: string
      phone: string
      code: string
      paper: SeenPaper
      paperTail: string
    }) => api.recovery.recover({ body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['recoveries'] }),
  })
}
