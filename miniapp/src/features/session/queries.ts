import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { ApiError } from '@/platform/api-error'
import { useKeptQuery } from '@/platform/kept-query'
import { restartAt } from '@/platform/navigate'
import { adoptSession, forgetSession } from '@/platform/session'
import {
  answerSecondFact,
  beginAnew,
  signInAsDemo,
  signInByPhone,
  signInByWechat,
  signOut,
} from '@/platform/sign-in'

/** The privacy terms in force. */
export const usePrivacyTerms = () =>
  useKeptQuery({ queryKey: ['privacy-terms'], queryFn: (options) => api.session.privacyTerms({}, options) })

/** The demo people, or an empty list where there is no demo (the address is then 404). */
export const useDemoPeople = () =>
  useQuery({
    queryKey: ['demo-people'],
    queryFn: async ({ signal }) => {
      try {
        return (await api.session.listDemo({}, { signal })).items
      } catch (error) {
        if (error instanceof ApiError && error.code === 'not_found') return []
        throw error
      }
    },
    staleTime: Infinity,
  })

export const useSendCode = () =>
  useMutation({ mutationFn: (phone: string) => api.session.sendCode({ body: { phone } }) })

/** New tokens for the same or another person: what was asked before may now be answered otherwise. */
function useSessionChange<Input>(change: (input: Input) => Promise<void>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: change, onSuccess: () => client.invalidateQueries() })
}

export const useSignInByPhone = () =>
  useSessionChange(({ phone, code }: { phone: string; code: string }) => signInByPhone(phone, code))

export const useSignInByWechat = () =>
  useSessionChange(({ code, phoneCode }: { code: string; phoneCode?: string | undefined }) =>
    signInByWechat(code, phoneCode),
  )

export const useAnswerSecondFact = () =>
  useSessionChange(({ ticket, name, fact }: { ticket: string; name: string; fact: string }) =>
    answerSecondFact(ticket, name, fact),
  )

export const useBeginAnew = () => useSessionChange(beginAnew)

export const useSignInAsDemo = () => useSessionChange(signInAsDemo)

export const useConsent = () =>
  useSessionChange(async (body: { version: string; personalisedPush: boolean; wechatMessages: boolean }) =>
    adoptSession(await api.session.consent({ body })),
  )

export const useChooseCommunity = () =>
  useSessionChange(async (communityId: string) =>
    adoptSession(await api.session.chooseCommunity({ body: { communityId } })),
  )

/** Leads home itself: what asked for it is gone from the screen once nobody is signed in. */
export const useSignOut = () =>
  useMutation({
    mutationFn: (everywhere: boolean) => signOut(everywhere),
    onSuccess: () => restartAt('/pages/home'),
  })

/** Ends what needs the consent, and with it every session (PIPL art. 15). Leads home itself, as signing out does. */
export const useWithdrawConsent = () =>
  useMutation({
    mutationFn: async () => {
      await api.session.withdrawConsent()
      forgetSession()
    },
    onSuccess: () => restartAt('/pages/home'),
  })
