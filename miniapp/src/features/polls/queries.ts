import type { MyRowsView } from '@linli/shared/polls/polls.schema'
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query'
import { useCommunityId } from '@/features/space/queries'
import { api } from '@/platform/api'
import { useKeptQuery } from '@/platform/kept-query'
import { isOvertaken } from '@/platform/overtaken'
import { useActor } from '@/platform/session'
import type { Attempt } from '@/platform/use-attempt'

/** Polls of the own community, newest first. */
export function usePolls() {
  const actor = useActor()
  const communityId = useCommunityId()
  return useInfiniteQuery({
    queryKey: ['polls', actor?.accountId ?? '', communityId ?? ''],
    queryFn: ({ pageParam, signal }) =>
      api.polls.list({ query: { ...(pageParam !== '' && { cursor: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: actor?.consentCurrent === true,
  })
}

const pollKey = (id: string) => ['poll', id] as const
const mineKey = (id: string) => ['poll-mine', id] as const

export const usePoll = (id: string, enabled = true) =>
  useKeptQuery({
    queryKey: pollKey(id),
    queryFn: (options) => api.polls.get({ params: { id } }, options),
    enabled,
  })

/** The own rows of the roll; never kept on the device: what they say of oneself is asked anew. */
export const useMyRows = (id: string) =>
  useQuery({
    queryKey: mineKey(id),
    queryFn: ({ signal }) => api.polls.mine({ params: { id } }, { signal }),
  })

export const useRoll = (id: string) =>
  useInfiniteQuery({
    queryKey: ['poll-roll', id],
    queryFn: ({ pageParam, signal }) =>
      api.polls.roll(
        { params: { id }, query: { limit: 50, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })

/** Twenty thousand ballots over a weak network take their time. */
const BOARD_TIMEOUT_MS = 90_000

/** The whole board; fetched anew for each recount. */
export const fetchBoard = (id: string) => api.polls.board({ params: { id } }, { timeoutMs: BOARD_TIMEOUT_MS })

async function askAnew(client: QueryClient, id: string): Promise<void> {
  await Promise.all(
    [pollKey(id), mineKey(id), ['polls'], ['home'], ['messages']].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  )
}

/** It is in: the receipt knows, even where the network is gone again before the own rows can be asked for. */
function markVoted(client: QueryClient, id: string, rowId: string): void {
  client.setQueryData<MyRowsView>(
    mineKey(id),
    (mine) =>
      mine && {
        ...mine,
        rows: mine.rows.map((row) => (row.rowId === rowId ? { ...row, voted: true } : row)),
      },
  )
}

/** An act on one poll. Whatever comes of it, the page then shows how things stand. */
function usePollAct<Input, Answer>(
  id: string,
  act: (input: Input) => Promise<Answer>,
  done?: (client: QueryClient, input: Input) => void,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: (_answer, input) => {
      done?.(client, input)
      return askAnew(client, id)
    },
    // Waited for: the refusal is shown over the newest state.
    onError: (error) => (isOvertaken(error) ? askAnew(client, id) : undefined),
  })
}

export interface SecretCast {
  readonly rowId: string
  readonly ballots: { readonly code: string; readonly choice: string }[]
}

export const useCast = (id: string) =>
  usePollAct(
    id,
    (body: SecretCast) => api.polls.cast({ params: { id }, body }),
    (client, { rowId }) => markVoted(client, id, rowId),
  )

export const useVote = (id: string) =>
  usePollAct(
    id,
    (body: { rowId: string; answers: string[]; othersAgree: boolean }) =>
      api.polls.vote({ params: { id }, body }),
    (client, { rowId }) => markVoted(client, id, rowId),
  )

export const useDissent = (id: string) =>
  usePollAct(id, (rowId: string) => api.polls.dissent({ params: { id }, body: { rowId } }))

export const useWithdrawMandate = (id: string) =>
  usePollAct(id, (rowId: string) => api.polls.withdrawMandate({ params: { id }, body: { rowId } }))

export const useNameVoter = (id: string) =>
  usePollAct(id, (body: { rowId: string; personId: string }) => api.polls.nameVoter({ params: { id }, body }))

export const useNotMe = (id: string) =>
  usePollAct(id, (body: { rowId: string; text: string }) => api.polls.notMe({ params: { id }, body }))

export const useObject = (id: string) =>
  usePollAct(id, ({ body, idempotencyKey }: Attempt<{ text: string }>) =>
    api.polls.object({ params: { id }, body }, { idempotencyKey }),
  )
