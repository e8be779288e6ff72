import type { DataKind } from '@linli/shared/privacy/privacy.kinds'
import type { CorrectionBody } from '@linli/shared/privacy/corrections.schema'
import type { OptionalPurpose } from '@linli/shared/session/purposes'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { forgetSession, useActor } from '@/platform/session'
import { refreshActor } from '@/platform/sign-in'

/** None of it is kept on the device: these are the answers a stranger with the phone in hand must not find. */
const KEY = 'privacy'
const WAITING_MS = 2_000

function useOwn<T>(name: string, ask: (signal: AbortSignal) => Promise<T>, consentFree = false) {
  const actor = useActor()
  return useQuery({
    queryKey: [KEY, name, actor?.accountId ?? ''],
    queryFn: ({ signal }) => ask(signal),
    enabled: actor !== undefined && (consentFree || actor.consentCurrent),
  })
}

export const useMyData = () => useOwn('my-data', (signal) => api.privacy.myData({}, { signal }))

export const useDataOf = (kind: DataKind) =>
  useOwn(`data-of-${kind}`, (signal) => api.privacy.myDataOf({ params: { kind } }, { signal }))

/** The latest looks; the rest stands on the page of their kind. */
export const useLatestLooks = () =>
  useOwn('looks', async (signal) => (await api.privacy.looks({ query: { limit: 3 } }, { signal })).items)

/** Asks again while a file is being made. */
export function useExports() {
  const actor = useActor()
  return useQuery({
    queryKey: [KEY, 'exports', actor?.accountId ?? ''],
    queryFn: async ({ signal }) => (await api.privacy.exports({}, { signal })).items,
    enabled: actor?.consentCurrent === true,
    refetchInterval: ({ state }) =>
      state.data?.some((item) => item.status === 'waiting') ? WAITING_MS : false,
  })
}

export const useConsents = () => useOwn('consents', (signal) => api.privacy.consents({}, { signal }))

export const useCorrections = () =>
  useOwn('corrections', async (signal) => (await api.privacy.corrections({}, { signal })).items)

export const useDeletionPlan = () =>
  useOwn('deletion', (signal) => api.privacy.deletion({}, { signal }), true)

function useChange<Input, Result>(change: (input: Input) => Promise<Result>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: () => client.invalidateQueries({ queryKey: [KEY] }),
  })
}

export const useSendOwnCode = () => useMutation({ mutationFn: () => api.privacy.sendCode() })

export const useAskExport = () =>
  useChange((code: string | undefined) =>
    api.privacy.export({ body: { ...(code !== undefined && { code }) } }),
  )

export const useSwitchPurpose = () =>
  useChange(async (body: { readonly purpose: OptionalPurpose; readonly on: boolean }) => {
    const view = await api.privacy.switchPurpose({ body })
    await refreshActor()
    return view
  })

export const useRemoveMark = () =>
  useChange((body: { readonly personId: string; readonly code: string }) => api.privacy.removeMark({ body }))

/** The same key with every try of one form: an answer that was lost is not a second request. */
export const useAskCorrection = (idempotencyKey: string) =>
  useChange((body: CorrectionBody) => api.privacy.askCorrection({ body }, { idempotencyKey }))

export const useWithdrawCorrection = () =>
  useChange((id: string) => api.privacy.withdrawCorrection({ params: { id } }))

/** The account is gone on the server, and with it everything kept for it on this device. */
export const useDeleteAccount = () =>
  useMutation({
    mutationFn: async (code: string | undefined) => {
      await api.privacy.deleteAccount({ body: { ...(code !== undefined && { code }) } })
      forgetSession()
    },
  })
