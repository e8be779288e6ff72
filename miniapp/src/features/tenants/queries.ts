import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BodyOf } from '@linli/shared/contract'
import type { tenantSchemas } from '@linli/shared/tenants/tenants.schema'
import { api } from '@/platform/api'

export const useTenants = () =>
  useQuery({
    queryKey: ['tenants'],
    queryFn: ({ signal }) => api.tenants.list({}, { signal }),
  })

export const useTenant = (id: string) =>
  useQuery({
    queryKey: ['tenants', id],
    queryFn: ({ signal }) => api.tenants.get({ params: { id } }, { signal }),
  })

/** A change after which the whole frame is read anew. */
function useChange<Input, Result>(change: (input: Input) => Promise<Result>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['tenants'] })
      await client.invalidateQueries({ queryKey: ['communities'] })
    },
  })
}

type Keyed<T> = T & { readonly idempotencyKey: string }

export const useCreateStreet = () =>
  useChange(({ idempotencyKey, name }: Keyed<{ readonly name: string }>) =>
    api.tenants.createStreet({ body: { name } }, { idempotencyKey }),
  )

export type NewCommunity = BodyOf<(typeof tenantSchemas)['createCommunity']>

export const useCreateCommunity = () =>
  useChange(({ idempotencyKey, ...body }: Keyed<NewCommunity>) =>
    api.tenants.createCommunity({ body }, { idempotencyKey }),
  )

export const useRename = () =>
  useChange(({ id, ...body }: { readonly id: string; readonly version: number; readonly name: string }) =>
    api.tenants.rename({ params: { id }, body }),
  )

export const useMerge = () =>
  useChange(({ id, ...body }: { readonly id: string; readonly version: number; readonly intoId: string }) =>
    api.tree.mergeCommunity({ params: { id }, body }),
  )

export const useSuspend = () =>
  useChange(
    ({
      id,
      version,
      suspended,
    }: {
      readonly id: string
      readonly version: number
      readonly suspended: boolean
    }) =>
      suspended
        ? api.tenants.suspend({ params: { id }, body: { version } })
        : api.tenants.resume({ params: { id }, body: { version } }),
  )
