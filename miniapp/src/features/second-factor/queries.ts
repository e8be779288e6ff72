import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { hasSecondFactor, resettingRoles } from '@linli/shared/second-factor/second-factor.rules'
import type { Role } from '@linli/shared/roles'
import { api } from '@/platform/api'
import { useActor } from '@/platform/session'

type Actor = ReturnType<typeof useActor>

const held = (actor: Actor): readonly Role[] => (actor?.roles ?? []).map(({ role }) => role)

/** Whether the person has a second factor at all. */
export const keepsSecondFactor = (actor: Actor): boolean => hasSecondFactor(held(actor))

/** Whether the person may help to reset somebody else's. */
export const mayReset = (actor: Actor): boolean =>
  held(actor).some((role) => (resettingRoles as readonly Role[]).includes(role))

/** The own second factor; nothing for those who have none. */
export function useSecondFactor() {
  const actor = useActor()
  return useQuery({
    queryKey: ['second-factor', actor?.accountId ?? ''],
    queryFn: ({ signal }) => api.secondFactor.status({}, { signal }),
    enabled: actor?.consentCurrent === true && keepsSecondFactor(actor),
  })
}

/** Colleagues whose second factor the person may help to reset. */
export function useColleagues() {
  const actor = useActor()
  return useQuery({
    queryKey: ['second-factor', 'colleagues', actor?.accountId ?? ''],
    queryFn: async ({ signal }) => (await api.secondFactor.listResets({}, { signal })).items,
    enabled: mayReset(actor),
  })
}

/**
 * A change after which everything about the second factor is read anew. Not waited for: what the change answers
 * (recovery codes are shown once) must reach the screen before the new state takes its form away.
 */
function useChange<Input, Result>(change: (input: Input) => Promise<Result>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['second-factor'] })
    },
  })
}

/** Begins to set it up; the secret is shown and never asked for again. */
export const useBegin = () => useMutation({ mutationFn: () => api.secondFactor.begin() })

export const useConfirm = () =>
  useChange(async (code: string) => (await api.secondFactor.confirm({ body: { code } })).recoveryCodes)

export const useRenewRecoveryCodes = () =>
  useChange(async (_: void) => (await api.secondFactor.renewRecoveryCodes()).recoveryCodes)

export type ResetAct =
  | { readonly act: 'request'; readonly accountId: string }
  | { readonly act: 'approve' | 'refuse'; readonly id: string }

export const useResetAct = () =>
  useChange((input: ResetAct) => {
    if (input.act === 'request')
      return api.secondFactor.requestReset({ body: { accountId: input.accountId } })
    const call = { params: { id: input.id } }
    return input.act === 'approve' ? api.secondFactor.approveReset(call) : api.secondFactor.refuseReset(call)
  })
