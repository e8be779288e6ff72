import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { ownErrors } from '../door-errors'
import { id } from '../scalars.schema'
import { MOST_POINTS } from './boundary.rules'
import { nodeKinds } from './space.kinds'
import type { spaceRoutes } from './space.routes'

export const nodeKind = z.enum(nodeKinds)

export const place = z
  .object({
    id,
    kind: nodeKind,
    name: z.string(),
    /** From the estate down: `锦和苑 3 号楼 2 单元`. */
    label: z.string(),
    hasChildren: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Place' })

export const community = z
  .object({ id, name: z.string(), streetName: z.string() })
  .register(z.globalRegistry, { id: 'Community' })

export const gridCard = z
  .object({
    gridName: z.string(),
    area: z.string(),
    workers: z.array(z.object({ name: z.string(), phone: z.string() })),
    communityName: z.string(),
    communityPhone: z.string(),
    communityAddress: z.string(),
    supervisionPhone: z.string(),
  })
  .register(z.globalRegistry, { id: 'GridCard' })

export const audienceNode = z
  .object({
    id,
    parentId: z.nullable(id),
    kind: nodeKind,
    name: z.string(),
    households: z.number(),
  })
  .register(z.globalRegistry, { id: 'AudienceNode' })

export const audienceTag = z
  .object({ code: z.string(), label: z.string(), persons: z.number() })
  .register(z.globalRegistry, { id: 'AudienceTag' })

export const position = z.tuple([z.number(), z.number()])
/** GeoJSON in degrees of WGS 84, one ring, longitude before latitude; its shape is judged by boundary.rules. */
export const boundary = z
  .object({
    type: z.literal('Polygon'),
    coordinates: z
      .array(z.array(position).check(z.maxLength(MOST_POINTS + 1, `最多 ${MOST_POINTS} 个点`)))
      .check(z.maxLength(1, '范围只能是一个没有洞的多边形')),
  })
  .register(z.globalRegistry, { id: 'Boundary' })

export const gridOnMap = z
  .object({
    id,
    name: z.string(),
    area: z.string(),
    boundary: z.nullable(boundary),
    workers: z.array(z.object({ name: z.string(), phone: z.string() })),
  })
  .register(z.globalRegistry, { id: 'GridOnMap' })
export type GridOnMapView = z.infer<typeof gridOnMap>

export const sampleId = 'nod_1BoxkVZLBjFjeN8D7r'
export const sampleBoundary = {
  type: 'Polygon',
  coordinates: [
    [
      [120.1, 30.2],
      [120.104, 30.2],
      [120.104, 30.203],
      [120.1, 30.2],
    ],
  ],
}

export const spaceSchemas = {
  communities: {
    response: z.object({ items: z.array(community) }),
    errors: [],
    examples: { response: { items: [{ id: sampleId, name: '青禾社区', streetName: '禾苗街道' }] } },
  },
  places: {
    /** Without `parentId`: the estates and plots of the community. */
    query: z.strictObject({ parentId: z.optional(id) }),
    response: z.object({ items: z.array(place) }),
    errors: ownErrors,
    examples: {
      response: {
        items: [
          { id: sampleId, kind: 'building', name: '3 号楼', label: '锦和苑 3 号楼', hasChildren: true },
        ],
      },
    },
  },
  gridCard: {
    /** A visitor names the community; a bound resident gets the grid of the home. */
    query: z.strictObject({ communityId: z.optional(id) }),
    response: gridCard,
    errors: ['not_found'],
    examples: {
      response: {
        gridName: '第 2 网格',
        area: '锦和苑 3、4 号楼',
        workers: [{ name: '李敏', phone: '057100000002' }],
        communityName: '青禾社区',
        communityPhone: '057100000000',
        communityAddress: '禾苗路 12 号',
        supervisionPhone: '057100000001',
      },
    },
  },
  audienceTree: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: z.object({ items: z.array(audienceNode), tags: z.array(audienceTag) }),
    errors: ['unauthenticated', 'forbidden', 'not_found', 'consent_required'],
    examples: {
      response: {
        items: [{ id: sampleId, parentId: null, kind: 'community', name: '青禾社区', households: 1986 }],
        tags: [{ code: 'age60', label: '60 岁以上', persons: 412 }],
      },
    },
  },
  gridMap: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: z.object({ items: z.array(gridOnMap), ownGridId: z.nullable(id) }),
    errors: ['not_found'],
    examples: {
      response: {
        items: [
          {
            ...{ id: sampleId, name: '第 2 网格', area: '锦和苑 3、4 号楼', boundary: sampleBoundary },
            workers: [{ name: '李敏', phone: '057100000002' }],
          },
        ],
        ownGridId: sampleId,
      },
    },
  },
} satisfies SchemaTable<typeof spaceRoutes>
