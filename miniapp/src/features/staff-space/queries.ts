import type { BodyOf } from '@linli/shared/contract'
import type { treeSchemas } from '@linli/shared/space/tree.schema'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { refreshIfOvertaken } from '@/platform/overtaken'

/** One level of the tree; without `parentId`, what stands in the community. */
export const useLevel = (
  communityId: string | undefined,
  parentId: string | undefined,
  at: string | undefined,
  enabled = true,
) =>
  useQuery({
    queryKey: ['tree', 'level', communityId ?? '', parentId ?? '', at ?? ''],
    queryFn: ({ signal }) =>
      api.tree.nodes(
        { query: { ...(parentId === undefined ? { communityId } : { parentId }), at } },
        { signal },
      ),
    enabled: enabled && communityId !== undefined,
  })

const nodeKey = (id: string, at: string | undefined) => ['tree', 'node', id, at ?? ''] as const

export const useNode = (id: string, at: string | undefined) =>
  useQuery({
    queryKey: nodeKey(id, at),
    queryFn: ({ signal }) => api.tree.node({ params: { id }, query: { at } }, { signal }),
  })

/** Places by what was typed; the last hits stay while the next ones come. */
export const usePlaces = (communityId: string | undefined, q: string) =>
  useQuery({
    queryKey: ['tree', 'search', communityId ?? '', q],
    queryFn: ({ signal }) => api.tree.search({ query: { communityId, q } }, { signal }),
    enabled: communityId !== undefined && q !== '',
    placeholderData: keepPreviousData,
  })

/** The grids of the community at the desk. */
export const useGrids = (communityId: string | undefined) =>
  useQuery({
    queryKey: ['tree', 'grids', communityId ?? ''],
    queryFn: ({ signal }) => api.space.gridMap({ query: { communityId } }, { signal }),
    enabled: communityId !== undefined,
  })

type Body<K extends keyof typeof treeSchemas> = BodyOf<(typeof treeSchemas)[K]>

/** What staff do to the tree; each is one event of the contract. */
export type TreeAct =
  | { readonly event: 'create'; readonly body: Body<'create'> }
  | { readonly event: 'correct'; readonly id: string; readonly body: Body<'correct'> }
  | { readonly event: 'change'; readonly id: string; readonly body: Body<'change'> }
  | { readonly event: 'end'; readonly id: string; readonly body: Body<'end'> }
  | { readonly event: 'redraw'; readonly body: Body<'redraw'> }

async function send(act: TreeAct): Promise<void> {
  switch (act.event) {
    case 'create':
      await api.tree.create({ body: act.body })
      return
    case 'correct':
      await api.tree.correct({ params: { id: act.id }, body: act.body })
      return
    case 'change':
      await api.tree.change({ params: { id: act.id }, body: act.body })
      return
    case 'end':
      await api.tree.end({ params: { id: act.id }, body: act.body })
      return
    case 'redraw':
      await api.tree.redraw({ body: act.body })
      return
  }
}

/** Does one act; the tree is asked again afterwards, and also when somebody was faster. */
export function useTreeAct() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: () => client.invalidateQueries({ queryKey: ['tree'] }),
    onError: (error) => refreshIfOvertaken(client, error, ['tree']),
  })
}

/** Draws the outline of a grid; answers the neighbours it overlaps. */
export function useDraw(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Body<'boundary'>) => api.tree.boundary({ params: { id }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tree'] }),
  })
}

/** What a re-drawing would touch. */
export const useRedrawPreview = (body: Body<'previewRedraw'> | undefined) =>
  useQuery({
    queryKey: ['tree', 'preview', body],
    queryFn: ({ signal }) =>
      body === undefined
        ? Promise.reject(new Error('nothing to preview'))
        : api.tree.previewRedraw({ body }, { signal }),
    enabled: body !== undefined,
  })
