import type { MeetingFilter } from '@linli/shared/council/meetings.kinds'
import type { DeskMeetingView, MeetingDraft, MinutesDraft } from '@linli/shared/council/meetings.schema'
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query'
import { api } from '@/platform/api'
import { refreshIfOvertaken } from '@/platform/overtaken'
import { sendOnce } from '@/platform/send-once'
import type { Attempt } from '@/platform/use-attempt'
import { usePageShown } from '@/platform/page-shown'

/** How often the door and the figures of who is here are asked anew. */
const LIVE_MS = 10_000

export const useDeskMeetings = (communityId: string | undefined, filter: MeetingFilter) =>
  useInfiniteQuery({
    queryKey: ['desk-meetings', communityId ?? '', filter],
    queryFn: ({ pageParam, signal }) =>
      api.meetings.deskList(
        { query: { communityId, filter, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
  })

const deskKey = (id: string) => ['desk-meeting', id] as const
const guestsKey = (id: string) => ['meeting-guests', id] as const

export function useDeskMeeting(id: string) {
  const shown = usePageShown()
  return useQuery({
    queryKey: deskKey(id),
    queryFn: ({ signal }) => api.meetings.deskGet({ params: { id } }, { signal }),
    enabled: id !== '',
    // While people come in, the figures move by themselves.
    refetchInterval: ({ state }) => (shown && state.data?.abilities.tick === true ? LIVE_MS : false),
  })
}

export const useGuests = (id: string) =>
  useInfiniteQuery({
    queryKey: guestsKey(id),
    queryFn: ({ pageParam, signal }) =>
      api.meetings.guests(
        { params: { id }, query: { limit: 50, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })

export function useDoor(id: string) {
  const shown = usePageShown()
  return useQuery({
    queryKey: ['meeting-door', id],
    queryFn: ({ signal }) => api.meetings.door({ params: { id } }, { signal }),
    refetchInterval: shown ? LIVE_MS : false,
  })
}

async function adopt(client: QueryClient, meeting: DeskMeetingView): Promise<void> {
  client.setQueryData(deskKey(meeting.id), meeting)
  await Promise.all(
    [['desk-meetings'], guestsKey(meeting.id), ['meetings'], ['meeting', meeting.id]].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  )
}

/** An act of the desk. When a colleague was faster, the newest state is fetched and what was typed stays. */
function useDeskAct<Input>(id: string, act: (input: Input) => Promise<DeskMeetingView>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: (meeting) => adopt(client, meeting),
    onError: (error) => refreshIfOvertaken(client, error, deskKey(id)),
  })
}

export type MadeMeeting = MeetingDraft & { readonly communityId: string }

export function useCreateMeeting() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ body, idempotencyKey }: Attempt<MadeMeeting>) =>
      api.meetings.create({ body }, { idempotencyKey }),
    onSuccess: (meeting) => adopt(client, meeting),
  })
}

export const useUpdateMeeting = (id: string) =>
  useDeskAct(id, (body: MeetingDraft & { version: number }) =>
    sendOnce(`meeting.update:${id}:${body.version}`, body, (now, options) =>
      api.meetings.update({ params: { id }, body: now }, options),
    ),
  )

export type MeetingStep = 'invite' | 'begin' | 'end' | 'publish'

export const useMeetingStep = (id: string) =>
  useDeskAct(id, ({ step, version }: { step: MeetingStep; version: number }) =>
    sendOnce(`meeting.${step}:${id}:${version}`, { version }, (now, options) =>
      api.meetings[step]({ params: { id }, body: now }, options),
    ),
  )
export const useCancelMeeting = (id: string) =>
  useDeskAct(id, (body: { version: number; reason: string }) =>
    sendOnce(`meeting.cancel:${id}:${body.version}`, body, (now, options) =>
      api.meetings.cancel({ params: { id }, body: now }, options),
    ),
  )
export const useTick = (id: string) =>
  useDeskAct(id, (body: { personId: string; came: boolean }) => api.meetings.tick({ params: { id }, body }))
export const useWriteMinutes = (id: string) =>
  useDeskAct(id, (body: MinutesDraft) =>
    sendOnce(`meeting.minutes:${id}:${body.version}`, body, (now, options) =>
      api.meetings.minutes({ params: { id }, body: now }, options),
    ),
  )
