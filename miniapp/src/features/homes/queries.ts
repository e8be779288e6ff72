import type { MyHomesView } from '@linli/shared/homes/homes.schema'
import type { DelegateScope, GuardianBasis } from '@linli/shared/people/people.kinds'
import type { RelationKind } from '@linli/shared/session/relations'
import type { InvitedRelation, RequestSubject } from '@linli/shared/homes/homes.kinds'
import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { useActor } from '@/platform/session'
import { refreshActor } from '@/platform/sign-in'

const homesKey = (accountId: string | undefined) => ['my-homes', accountId ?? ''] as const
const familyKey = (accountId: string | undefined) => ['family', accountId ?? ''] as const

/** One's homes, who else is bound to them, and what has been asked of the office; not asked for where `wanted` is false. */
export function useMyHomes(wanted = true) {
  const accountId = useActor()?.accountId
  return useQuery({
    queryKey: homesKey(accountId),
    queryFn: ({ signal }) => api.homes.mine({}, { signal }),
    enabled: wanted && accountId !== undefined,
  })
}

export function useFamily() {
  const accountId = useActor()?.accountId
  return useQuery({
    queryKey: familyKey(accountId),
    queryFn: ({ signal }) => api.homes.family({}, { signal }),
    enabled: accountId !== undefined,
  })
}

/** With another home, roles and notices are others too: everything is asked anew. */
async function settleIn(client: QueryClient): Promise<void> {
  await refreshActor()
  await client.invalidateQueries()
}

export const useLookAtCode = () =>
  useMutation({ mutationFn: (inviteCode: string) => api.homes.look({ body: { inviteCode } }) })

export function useRedeem() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { inviteCode: string; name?: string; birthDate?: string }) =>
      api.homes.redeem({ body }),
    onSuccess: () => settleIn(client),
  })
}

export function useMatch() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { roomId: string; name: string }) => api.homes.match({ body }),
    onSuccess: () => settleIn(client),
  })
}

export interface HomeRequestBody {
  roomId: string
  relation: RelationKind
  subject: RequestSubject
  name: string
  birthDate?: string
  basis?: GuardianBasis
  idTail?: string
  note?: string
  proofId?: string
}

export function useSendRequest() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ body, idempotencyKey }: { body: HomeRequestBody; idempotencyKey: string }) =>
      api.homes.request({ body }, { idempotencyKey }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['my-homes'] }),
  })
}

export function useRequestAct(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (
      act:
        | { readonly act: 'withdraw'; readonly version: number }
        | {
            readonly act: 'supplement'
            readonly version: number
            readonly text?: string
            readonly proofId?: string | undefined
          },
    ) =>
      act.act === 'withdraw'
        ? api.homes.withdraw({ params: { id }, body: { version: act.version } })
        : api.homes.supplement({
            params: { id },
            body: {
              version: act.version,
              ...(act.text !== undefined && { text: act.text }),
              ...(act.proofId !== undefined && { proofId: act.proofId }),
            },
          }),
    onSettled: () => client.invalidateQueries({ queryKey: ['my-homes'] }),
  })
}

export function useInvite() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({
      idempotencyKey,
      ...body
    }: {
      roomId: string
      relation: InvitedRelation
      idempotencyKey: string
    }) => api.homes.invite({ body }, { idempotencyKey }),
    onSuccess: () =>
      Promise.all(
        ['my-homes', 'staff-invitations'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
  })
}

/** The code of an invitation; nothing of it is kept beyond the page. */
export const useInvitationSheet = (id: string) =>
  useQuery({
    queryKey: ['invitation-sheet', id],
    queryFn: ({ signal }) => api.homes.sheet({ params: { id } }, { signal }),
    staleTime: Infinity,
    gcTime: 0,
  })

export function useTakeBack() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      api.homes.takeBack({ params: { id }, body: { version } }),
    onSettled: () =>
      Promise.all(
        ['my-homes', 'staff-invitations'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
  })
}

export function useHomeAct() {
  const client = useQueryClient()
  const accountId = useActor()?.accountId
  return useMutation({
    mutationFn: (
      act:
        | { readonly act: 'end'; readonly relationId: string }
        | { readonly act: 'lives-in'; readonly relationId: string; readonly livesIn: boolean },
    ): Promise<MyHomesView> =>
      act.act === 'end'
        ? api.homes.endRelation({ params: { id: act.relationId } })
        : api.homes.livesIn({ params: { id: act.relationId }, body: { livesIn: act.livesIn } }),
    onSuccess: async (homes) => {
      client.setQueryData(homesKey(accountId), homes)
      await settleIn(client)
    },
    onError: () => client.invalidateQueries({ queryKey: ['my-homes'] }),
  })
}

export interface DelegateBody {
  personId?: string
  name?: string
  phone?: string
  scope: DelegateScope[]
  lastDay: string
}

/** Names a delegate, or asks for leave to be one. */
export function useSendDelegation(kind: 'name' | 'ask') {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ body, idempotencyKey }: { body: DelegateBody; idempotencyKey: string }) => {
      await (kind === 'name'
        ? api.homes.addDelegate({ body }, { idempotencyKey })
        : api.homes.askDelegate({ body }, { idempotencyKey }))
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['family'] }),
  })
}

export function useAnswerAsk() {
  const client = useQueryClient()
  const accountId = useActor()?.accountId
  return useMutation({
    mutationFn: ({ id, act }: { readonly id: string; readonly act: 'agree' | 'decline' }) =>
      act === 'agree'
        ? api.homes.agreeDelegate({ params: { id } })
        : api.homes.declineDelegate({ params: { id } }),
    onSuccess: (family) => client.setQueryData(familyKey(accountId), family),
    // Somebody else answered it already.
    onError: () => client.invalidateQueries({ queryKey: ['family'] }),
  })
}

export function useEndDelegate() {
  const client = useQueryClient()
  const accountId = useActor()?.accountId
  return useMutation({
    mutationFn: (id: string) => api.homes.endDelegate({ params: { id } }),
    onSuccess: (family) => client.setQueryData(familyKey(accountId), family),
  })
}
