import type { audienceNode, community, gridCard, gridOnMap, place } from '@linli/shared/space/space.schema'
import type * as z from 'zod/mini'
import type { NodeRow } from './node.model'

export type PlaceView = z.infer<typeof place>
export type CommunityView = z.infer<typeof community>
export type GridCardView = z.infer<typeof gridCard>
export type AudienceNodeView = z.infer<typeof audienceNode>
export type GridOnMapView = z.infer<typeof gridOnMap>

export const presentPlace = ({ _id, kind, name, label, hasChildren }: NodeRow): PlaceView => ({
  id: _id,
  kind,
  name,
  label,
  hasChildren,
})

export const presentCommunity = ({ _id, name }: NodeRow, streetName: string): CommunityView => ({
  id: _id,
  name,
  streetName,
})

export const presentAudienceNode = (
  { _id, parentId, kind, name }: NodeRow,
  households: number,
): AudienceNodeView => ({ id: _id, parentId: kind === 'community' ? null : parentId, kind, name, households })

type Worker = { readonly name: string; readonly workPhone: string | null }

/** Only numbers of a post are public. */
const presentWorkers = (workers: readonly Worker[]) =>
  workers.flatMap(({ name, workPhone }) => (workPhone === null ? [] : [{ name, phone: workPhone }]))

export const presentGridOnMap = (grid: NodeRow, workers: readonly Worker[]): GridOnMapView => ({
  id: grid._id,
  name: grid.name,
  area: grid.area ?? '',
  boundary: grid.boundary ?? null,
  workers: presentWorkers(workers),
})

export function presentGridCard(
  communityRow: NodeRow,
  grid: NodeRow | null,
  workers: readonly Worker[],
): GridCardView {
  return {
    gridName: grid?.name ?? '',
    area: grid?.area ?? '',
    workers: presentWorkers(workers),
    communityName: communityRow.name,
    communityPhone: communityRow.contact?.phone ?? '',
    communityAddress: communityRow.contact?.address ?? '',
    supervisionPhone: communityRow.contact?.supervisionPhone ?? '',
  }
}
