import type { ExportPurpose, ImportFormat, ImportKind } from '@linli/shared/imports/imports.kinds'
import { isRunning } from '@linli/shared/imports/imports.machine'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'

/** So often a running list is asked how far it is; an unchanged answer is a 304. */
const POLL_MS = 1_000

const importsKey = (communityId: string | undefined) => ['imports', communityId ?? ''] as const
const exportsKey = (communityId: string | undefined) => ['exports', communityId ?? ''] as const
const importKey = (id: string) => ['import', id] as const

export const useImports = (communityId: string | undefined) =>
  useInfiniteQuery({
    queryKey: importsKey(communityId),
    queryFn: ({ pageParam, signal }) =>
      api.imports.list(
        { query: { communityId: communityId ?? '', ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
  })

export const useExports = (communityId: string | undefined) =>
  useInfiniteQuery({
    queryKey: exportsKey(communityId),
    queryFn: ({ pageParam, signal }) =>
      api.exports.list(
        { query: { communityId: communityId ?? '', ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: communityId !== undefined,
  })

/** One list, asked again and again while it runs. */
export const useImport = (id: string) =>
  useQuery({
    queryKey: importKey(id),
    queryFn: ({ signal }) => api.imports.get({ params: { id } }, { signal }),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isRunning(state.data.status) ? POLL_MS : false,
  })

/** What is wrong, row by row; `stamp` is the state it belongs to. */
export const useProblems = (id: string, stamp: string, enabled: boolean) =>
  useInfiniteQuery({
    queryKey: [...importKey(id), 'problems', stamp],
    queryFn: ({ pageParam, signal }) =>
      api.imports.problems(
        { params: { id }, query: { ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled,
  })

export interface Beginning {
  readonly communityId: string
  readonly kind: ImportKind
  readonly fileId: string
  /** The same for every try with this file. */
  readonly idempotencyKey: string
}

export function useBeginImport() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ idempotencyKey, ...body }: Beginning) => api.imports.begin({ body }, { idempotencyKey }),
    onSuccess: (view) => {
      client.setQueryData(importKey(view.id), view)
      return client.invalidateQueries({ queryKey: importsKey(view.communityId) })
    },
  })
}

/** Confirms or stops a list; what came of it is shown at once. */
export function useImportAct(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: 'confirm' | 'cancel') => api.imports[act]({ params: { id } }),
    onSuccess: (view) => client.setQueryData(importKey(id), view),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: importKey(id) }),
        client.invalidateQueries({ queryKey: ['imports'] }),
      ]),
  })
}

export interface Exporting {
  readonly communityId: string
  readonly kind: ImportKind
  readonly format: ImportFormat
  readonly purpose: ExportPurpose
  readonly masked: boolean
  readonly idempotencyKey: string
}

export function useBeginExport() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ idempotencyKey, ...body }: Exporting) => api.exports.begin({ body }, { idempotencyKey }),
    onSuccess: ({ communityId }) => client.invalidateQueries({ queryKey: exportsKey(communityId) }),
  })
}
