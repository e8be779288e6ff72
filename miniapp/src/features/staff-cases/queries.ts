import type { RejectReason } from '@linli/shared/opinions/opinions.catalogue'
import type { PhotoChoice } from '@linli/shared/opinions/board.schema'
import type { DispatchBody } from '@linli/shared/opinions/cases.schema'
import type { HandBackReason, holdReasonCodes } from '@linli/shared/opinions/parties'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { refreshIfOvertaken } from '@/platform/overtaken'
import type { Attempt } from '@/platform/use-attempt'
import type { CaseLook } from './case-look'

/** Somebody else may work on the same list: asked again while it is open. */
const REFRESH_MS = 30_000

export function useCases(communityId: string | undefined, look: CaseLook, q: string | undefined) {
  const { filter, order, gridId } = look
  return useInfiniteQuery({
    queryKey: ['cases', communityId ?? '', look, q ?? ''],
    queryFn: ({ pageParam, signal }) =>
      api.opinions.staffList(
        {
          query: {
            ...{ communityId, filter, q },
            ...(order !== 'due' && { order }),
            ...(gridId !== null && { gridId }),
            ...(pageParam !== '' && { cursor: pageParam }),
          },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
    refetchInterval: REFRESH_MS,
  })
}

const caseKey = (id: string) => ['case', id] as const

export const useCase = (id: string) =>
  useQuery({
    queryKey: caseKey(id),
    queryFn: ({ signal }) => api.opinions.staffGet({ params: { id } }, { signal }),
    refetchInterval: REFRESH_MS,
  })

/** Says that the caller has the case open, and hears who else has; asked again as the case itself is. */
export function useOthersHere(id: string): readonly string[] {
  const query = useQuery({
    queryKey: ['case-here', id],
    queryFn: ({ signal }) => api.caseDesk.here({ params: { id } }, { signal }),
    refetchInterval: REFRESH_MS,
    retry: false,
  })
  return query.data?.others ?? []
}

/** Who can be given a case of the community; asked while a sheet that needs it is open. */
export const useCaseParties = (communityId: string | undefined) =>
  useQuery({
    queryKey: ['case-parties', communityId ?? ''],
    queryFn: ({ signal }) => api.cases.parties({ query: { communityId: communityId ?? '' } }, { signal }),
    enabled: communityId !== undefined,
  })

/** Cases that may be the same matter; asked for where they can be merged. */
export const useSimilarCases = (id: string | undefined) =>
  useQuery({
    queryKey: ['case-similar', id ?? ''],
    queryFn: ({ signal }) => api.cases.similar({ params: { id: id ?? '' } }, { signal }),
    enabled: id !== undefined,
  })

/** Who works here and can be barred from a case; asked while the sheet is open. */
export const useRecusal = (id: string) =>
  useQuery({
    queryKey: ['case-recusal', id],
    queryFn: ({ signal }) => api.caseDesk.recusal({ params: { id } }, { signal }),
  })

/** What a handler does to a case; each is one event of the contract. */
export type CaseAct =
  | { readonly event: 'accept' | 'start' | 'makePrivate'; readonly version: number }
  | {
      readonly event: 'reject'
      readonly version: number
      readonly reason: RejectReason
      readonly text?: string
    }
  | { readonly event: 'requestInfo'; readonly version: number; readonly question: string }
  | { readonly event: 'makePublic'; readonly version: number; readonly text: string }
  | ({ readonly event: 'reply' } & Attempt<{
      version: number
      text: string
      photoIds: string[]
      beforeIds?: string[]
    }>)
  | { readonly event: 'transcribe'; readonly version: number; readonly text: string }
  | { readonly event: 'lookVideo'; readonly version: number; readonly usable: boolean }
  | { readonly event: 'showPhotos'; readonly version: number; readonly photos: PhotoChoice[] }
  | { readonly event: 'sign' | 'resume' | 'take'; readonly version: number }
  | { readonly event: 'dispatch'; readonly body: DispatchBody }
  | {
      readonly event: 'handBack'
      readonly version: number
      readonly reason: HandBackReason
      readonly text: string
    }
  | {
      readonly event: 'hold'
      readonly version: number
      readonly for: (typeof holdReasonCodes)[number]
      readonly note: string
    }
  | { readonly event: 'merge'; readonly version: number; readonly intoId: string }
  | ({ readonly event: 'respond' } & Attempt<{ version: number; text: string; photoIds: string[] }>)
  | {
      readonly event: 'callback'
      readonly version: number
      readonly reached: boolean
      readonly solved?: 'yes' | 'partly' | 'no'
      readonly score?: number
      readonly text: string
    }
  | {
      readonly event: 'mark'
      readonly version: number
      readonly excluded: 'malicious' | 'beyond' | null
      readonly aboutPerson: boolean
      readonly reason: string
    }
  | { readonly event: 'refer'; readonly version: number; readonly text: string }
  | {
      readonly event: 'adjudicate'
      readonly version: number
      readonly leadKey: string
      readonly text: string
      readonly copyText?: string
    }
  | {
      readonly event: 'askExtension'
      readonly version: number
      readonly days: number
      readonly reason: string
    }
  | {
      readonly event: 'decideExtension'
      readonly version: number
      readonly grant: boolean
      readonly text: string
    }
  | ({ readonly event: 'helpDone' } & Attempt<{ version: number; text: string }>)
  | ({ readonly event: 'split' } & Attempt<{ version: number; text: string; categoryCode: string }>)
  | {
      readonly event: 'recuse'
      readonly version: number
      readonly keys: string[]
      readonly reason: string
    }
  | {
      readonly event: 'setUrgent'
      readonly version: number
      readonly urgent: boolean
      readonly reason: string
    }
  | ({ readonly event: 'note' } & Attempt<{ version: number; text: string }>)

function send(id: string, act: CaseAct): Promise<StaffOpinionView> {
  const params = { id }
  switch (act.event) {
    case 'accept':
      return api.opinions.accept({ params, body: { version: act.version } })
    case 'start':
      return api.opinions.start({ params, body: { version: act.version } })
    case 'makePrivate':
      return api.opinions.makePrivate({ params, body: { version: act.version } })
    case 'reject':
      return api.opinions.reject({
        params,
        body: {
          version: act.version,
          reason: act.reason,
          ...(act.text !== undefined && { text: act.text }),
        },
      })
    case 'requestInfo':
      return api.opinions.requestInfo({ params, body: { version: act.version, question: act.question } })
    case 'reply':
      return api.opinions.reply({ params, body: act.body }, { idempotencyKey: act.idempotencyKey })
    case 'note':
      return api.opinions.note({ params, body: act.body }, { idempotencyKey: act.idempotencyKey })
    case 'sign':
    case 'resume':
    case 'take':
      return api.cases[act.event]({ params, body: { version: act.version } })
    case 'dispatch':
      return api.cases.dispatch({ params, body: act.body })
    case 'handBack': {
      const { version, reason, text } = act
      return api.cases.handBack({ params, body: { version, reason, text } })
    }
    case 'hold':
      return api.cases.hold({ params, body: { version: act.version, for: act.for, note: act.note } })
    case 'refer':
      return api.cases.refer({ params, body: { version: act.version, text: act.text } })
    case 'adjudicate': {
      const { version, leadKey, text, copyText } = act
      return api.cases.adjudicate({
        params,
        body: { version, leadKey, text, ...(copyText !== undefined && { copyText }) },
      })
    }
    case 'askExtension': {
      const { version, days, reason } = act
      return api.cases.askExtension({ params, body: { version, days, reason } })
    }
    case 'decideExtension': {
      const { version, grant, text } = act
      return api.cases.decideExtension({ params, body: { version, grant, text } })
    }
    case 'merge':
      return api.cases.merge({ params, body: { version: act.version, intoId: act.intoId } })
    case 'respond':
      return api.cases.respond({ params, body: act.body }, { idempotencyKey: act.idempotencyKey })
    case 'callback': {
      const { version, reached, solved, score, text } = act
      return api.caseFigures.callback({ params, body: { version, reached, solved, score, text } })
    }
    case 'mark': {
      const { version, excluded, aboutPerson, reason } = act
      return api.caseFigures.mark({ params, body: { version, excluded, aboutPerson, reason } })
    }
    case 'split':
      return api.cases.split({ params, body: act.body }, { idempotencyKey: act.idempotencyKey })
    case 'recuse': {
      const { version, keys, reason } = act
      return api.caseDesk.recuse({ params, body: { version, keys, reason } })
    }
    case 'setUrgent': {
      const { version, urgent, reason } = act
      return api.caseDesk.setUrgent({ params, body: { version, urgent, reason } })
    }
    case 'helpDone':
      return api.cases.helpDone({ params, body: act.body }, { idempotencyKey: act.idempotencyKey })
    case 'transcribe':
      return api.opinions.transcribe({ params, body: { version: act.version, text: act.text } })
    case 'lookVideo':
      return api.opinions.lookVideo({ params, body: { version: act.version, usable: act.usable } })
    case 'showPhotos':
      return api.opinions.showPhotos({ params, body: { version: act.version, photos: act.photos } })
    case 'makePublic':
      return api.opinions.makePublic({ params, body: { version: act.version, text: act.text } })
  }
}

/** Does one act; when somebody was faster, the newest state is fetched and what was typed stays. */
export function useCaseAct(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: CaseAct) => send(id, act),
    onSuccess: (next) => {
      client.setQueryData(caseKey(id), next)
      return Promise.all(
        [['cases'], ['case-callbacks'], ['case-figures']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      )
    },
    // Waited for before the error shows: "已刷新" is true when it is said, and the next try has the new version.
    onError: (error) => refreshIfOvertaken(client, error, caseKey(id), ['cases']),
  })
}
