import type { BulkAct } from '@linli/shared/opinions/desk.schema'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'
import type { Attempt } from '@/platform/use-attempt'

/** What one request does to many cases, each with the version that was looked at. */
export interface BulkRun {
  readonly act: BulkAct
  readonly items: { readonly id: string; readonly version: number; readonly copyText?: string }[]
}

/** Which of the cases would change; asks only. */
export const useBulkPreview = () =>
  useMutation({
    mutationFn: (body: { act: BulkAct; ids: string[] }) => api.caseDesk.bulkPreview({ body }),
  })

export function useBulkRun() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ body, idempotencyKey }: Attempt<BulkRun>) =>
      api.caseDesk.bulk({ body }, { idempotencyKey }),
    onSuccess: () =>
      Promise.all(
        [['cases'], ['case'], ['case-figures']].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  })
}
