import type { ChainView, NewTask } from '@linli/shared/council/chain.schema'
import type { ResolutionBasis } from '@linli/shared/council/tasks.machine'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { adoptAnswer } from '@/platform/adopt-answer'
import { api } from '@/platform/api'
import { refreshIfOvertaken } from '@/platform/overtaken'
import { useKeptQuery } from '@/platform/kept-query'
import { sendOnce } from '@/platform/send-once'
import type { Attempt } from '@/platform/use-attempt'

const chainKey = (id: string) => ['chain', id] as const

export const useChain = (id: string) =>
  useKeptQuery({
    queryKey: chainKey(id),
    queryFn: (options) => api.chain.get({ params: { id } }, options),
  })

/** An act on the chain, one after the other; the answer is the chain as it stands now. */
export function useChainAct<Input>(id: string, act: (input: Input) => Promise<ChainView>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    scope: { id: `chain:${id}` },
    onSuccess: async (chain) => {
      await adoptAnswer(client, chainKey(id), chain)
      await Promise.all(
        ['topic', 'staff-topic', 'deliberation'].map((key) =>
          client.invalidateQueries({ queryKey: [key, id] }),
        ),
      )
      await client.invalidateQueries({ queryKey: ['staff-topics'] })
    },
    onError: (error) => refreshIfOvertaken(client, error, chainKey(id)),
  })
}

export const useConfirmTask = (id: string) =>
  useChainAct(id, (body: { taskId: string; isDone: boolean }) =>
    api.chain.confirmTask({ params: { id }, body }),
  )
export const useMove = (id: string) =>
  useChainAct(id, (body: { version: number; text: string }) =>
    sendOnce(`topic.move:${id}:${body.version}`, body, (now, options) =>
      api.chain.move({ params: { id }, body: now }, options),
    ),
  )
export const useLinkPoll = (id: string) =>
  useChainAct(id, (body: { version: number; pollId: string }) =>
    sendOnce(`topic.link:${id}:${body.version}`, body, (now, options) =>
      api.chain.linkPoll({ params: { id }, body: now }, options),
    ),
  )
export const useResolve = (id: string) =>
  useChainAct(
    id,
    (body: {
      version: number
      basis: ResolutionBasis
      text: string
      meetingId: string | null
      tasks: NewTask[]
    }) =>
      sendOnce(`topic.resolve:${id}:${body.version}`, body, (now, options) =>
        api.chain.resolve({ params: { id }, body: now }, options),
      ),
  )
export const useClose = (id: string) =>
  useChainAct(id, (body: { version: number; text: string }) =>
    sendOnce(`topic.close:${id}:${body.version}`, body, (now, options) =>
      api.chain.close({ params: { id }, body: now }, options),
    ),
  )
export const useAddTask = (id: string) =>
  useChainAct(id, ({ body, idempotencyKey }: Attempt<NewTask>) =>
    api.chain.addTask({ params: { id }, body }, { idempotencyKey }),
  )
export const useReport = (id: string) =>
  useChainAct(
    id,
    ({
      body,
      idempotencyKey,
    }: Attempt<{ taskId: string; text: string; photoIds: string[]; isDone: boolean }>) =>
      api.chain.report({ params: { id }, body }, { idempotencyKey }),
  )
export const useLinkablePolls = (id: string) =>
  useQuery({
    queryKey: ['linkable-polls', id],
    queryFn: ({ signal }) => api.chain.polls({ params: { id } }, { signal }),
  })
