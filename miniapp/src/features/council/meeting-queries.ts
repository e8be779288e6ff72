import type { MeetingFilter } from '@linli/shared/council/meetings.kinds'
import type { MeetingView } from '@linli/shared/council/meetings.schema'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useCommunityId } from '@/features/space/queries'
import { adoptAnswer } from '@/platform/adopt-answer'
import { api } from '@/platform/api'
import { refreshIfOvertaken } from '@/platform/overtaken'
import { useKeptQuery } from '@/platform/kept-query'
import { useActor } from '@/platform/session'

export function useMeetings(filter: MeetingFilter) {
  const communityId = useCommunityId()
  const actor = useActor()
  return useInfiniteQuery({
    queryKey: ['meetings', communityId ?? '', actor?.accountId ?? '', filter],
    queryFn: ({ pageParam, signal }) =>
      api.meetings.list(
        { query: { filter, communityId, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
  })
}

const meetingKey = (id: string) => ['meeting', id] as const

export const useMeeting = (id: string) =>
  useKeptQuery({
    queryKey: meetingKey(id),
    queryFn: (options) => api.meetings.get({ params: { id } }, options),
    refetchOnMount: 'always',
  })

function useMeetingAct<Input>(id: string, act: (input: Input) => Promise<MeetingView>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    // 我参加 and 来不了, tapped one after the other, arrive in that order.
    scope: { id: `meeting:${id}` },
    onSuccess: async (meeting) => {
      await adoptAnswer(client, meetingKey(id), meeting)
      await Promise.all(
        ['meetings', 'messages', 'message-counts'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      )
    },
    onError: (error) => refreshIfOvertaken(client, error, meetingKey(id)),
  })
}

export const useAnswerMeeting = (id: string) =>
  useMeetingAct(id, (coming: boolean) => api.meetings.answer({ params: { id }, body: { coming } }))
export const useAttendMeeting = (id: string) =>
  useMeetingAct(id, (doorCode: string) => api.meetings.attend({ params: { id }, body: { doorCode } }))
