import type { chosenGrantEnds, StaffRole } from '@linli/shared/grants/grants.rules'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'

export type GrantState = 'held' | 'ending' | 'ended'

export interface GrantsFilter {
  /** The place looked at; the own one when absent. */
  readonly nodeId: string | undefined
  readonly role: StaffRole | undefined
  readonly state: GrantState
  readonly q: string | undefined
}

export const useGrants = (filter: GrantsFilter, enabled: boolean) =>
  useInfiniteQuery({
    queryKey: ['grants', filter],
    queryFn: ({ pageParam, signal }) =>
      api.grants.list({ query: { ...filter, ...(pageParam !== '' && { cursor: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled,
  })

export const useInvitations = (nodeId: string | undefined, enabled: boolean) =>
  useQuery({
    queryKey: ['grants', 'invitations', nodeId ?? ''],
    queryFn: async ({ signal }) => (await api.grants.invitations({ query: { nodeId } }, { signal })).items,
    enabled,
  })

export const useGrantPlaces = () =>
  useQuery({
    queryKey: ['grants', 'places'],
    queryFn: async ({ signal }) => (await api.grants.places({}, { signal })).items,
  })

export const useHolder = (id: string) =>
  useQuery({
    queryKey: ['grants', 'holder', id],
    queryFn: ({ signal }) => api.grants.holder({ params: { id } }, { signal }),
  })

/** A change after which everything about roles is read anew, also when it was refused: the list was old then. */
function useChange<Input, Result>(change: (input: Input) => Promise<Result>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: ['grants'] }),
  })
}

export type Someone = { readonly personId: string } | { readonly phone: string; readonly name: string }

export interface NewRole {
  readonly role: StaffRole
  readonly nodeId: string
  readonly holder: Someone
  readonly workPhone: string | null
  readonly organisation: string | null
  readonly lastDay: string | null
}

export const useGrantRole = () =>
  useChange(({ idempotencyKey, ...body }: NewRole & { readonly idempotencyKey: string }) =>
    api.grants.grant({ body }, { idempotencyKey }),
  )

export const useRevoke = () =>
  useChange(
    ({
      id,
      ...body
    }: {
      readonly id: string
      readonly version: number
      readonly reason: (typeof chosenGrantEnds)[number]
    }) => api.grants.revoke({ params: { id }, body }),
  )

export const useChangeExpiry = () =>
  useChange(
    ({ id, ...body }: { readonly id: string; readonly version: number; readonly lastDay: string | null }) =>
      api.grants.changeExpiry({ params: { id }, body }),
  )

export const useWithdrawInvitation = () =>
  useChange((id: string) => api.grants.withdrawInvitation({ params: { id } }))

export const useHandOver = () =>
  useChange(
    ({
      idempotencyKey,
      ...body
    }: {
      readonly fromAccountId: string
      readonly to: Someone | { readonly accountId: string }
      readonly idempotencyKey: string
    }) => api.grants.handOver({ body }, { idempotencyKey }),
  )
