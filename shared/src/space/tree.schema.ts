import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { staffErrors } from '../door-errors'
import { id, idParams, isoDay, isoTime, text, version } from '../scalars.schema'
import { areaSources, deliveries, plotKinds, plotOwners, propertyKinds } from './space.kinds'
import { staffKinds } from './space.rules'
import { boundary, nodeKind, sampleBoundary, sampleId } from './space.schema'
import type { treeRoutes } from './tree.routes'

const contact = z.object({ phone: z.string(), address: z.string(), supervisionPhone: z.string() })
const landline = z.string().check(z.trim(), z.regex(/^[\d-]{3,20}$/, '请填电话号码，只用数字和短横'))

/** What is said of a node itself. Which kind carries what: space.rules. */
const facts = {
  name: z.string(),
  order: z.number(),
  gridId: z.nullable(id),
  area: z.nullable(z.string()),
  contact: z.nullable(contact),
  developer: z.nullable(z.string()),
  propertyKind: z.nullable(z.enum(propertyKinds)),
  areaHundredths: z.nullable(z.number()),
  areaSource: z.nullable(z.enum(areaSources)),
  delivery: z.nullable(z.enum(deliveries)),
  plotKind: z.nullable(z.enum(plotKinds)),
  plotOwner: z.nullable(z.enum(plotOwners)),
}

/** The same as staff write it; what is absent stays as it is, null takes it away. */
const writable = {
  name: z.optional(text(40)),
  order: z.optional(z.number().check(z.int(), z.gte(0), z.lte(100_000))),
  area: z.optional(z.nullable(text(100))),
  contact: z.optional(z.strictObject({ phone: landline, address: text(60), supervisionPhone: landline })),
  developer: z.optional(z.nullable(text(40))),
  propertyKind: z.optional(z.enum(propertyKinds)),
  /** 0.01 m²; a room of more than a hectare is a mistake of typing. */
  areaHundredths: z.optional(
    z.nullable(
      z
        .number()
        .check(z.int('面积最多两位小数'), z.gte(1, '面积要大于 0'), z.lte(1_000_000, '面积太大，请检查')),
    ),
  ),
  areaSource: z.optional(z.nullable(z.enum(areaSources))),
  delivery: z.optional(z.enum(deliveries)),
  plotKind: z.optional(z.enum(plotKinds)),
  plotOwner: z.optional(z.enum(plotOwners)),
}

export const treeNode = z
  .object({
    id,
    parentId: z.nullable(id),
    kind: nodeKind,
    name: z.string(),
    label: z.string(),
    gridId: z.nullable(id),
    hasChildren: z.boolean(),
    /** Rooms in it; null where it cannot hold any, and for a past day. */
    rooms: z.nullable(z.number()),
    version,
  })
  .register(z.globalRegistry, { id: 'TreeNode' })

const workerTime = z.object({
  name: z.string(),
  phone: z.nullable(z.string()),
  from: isoDay,
  to: z.nullable(isoDay),
})

/** What keeps a node from being ended. */
export const blockers = ['children', 'households', 'buildings'] as const

export const nodeCard = z
  .object({
    id,
    communityId: z.nullable(id),
    kind: nodeKind,
    label: z.string(),
    version,
    /** The day shown. */
    at: isoDay,
    /** Whether that day is a past one: then nothing can be changed from here. */
    past: z.boolean(),
    from: isoDay,
    to: z.nullable(isoDay),
    facts: z.object(facts),
    boundary: z.nullable(boundary),
    gridName: z.nullable(z.string()),
    /** Who holds an undelivered or unsold room: the developer of its estate. */
    heldBy: z.nullable(z.string()),
    /** Today's figures, also beside a past day; null where they say nothing. */
    counts: z.nullable(
      z.object({
        rooms: z.number(),
        households: z.number(),
        persons: z.number(),
        openCases: z.number(),
      }),
    ),
    /** A grid's workers, those of today first. */
    workers: z.array(workerTime),
    /** The versions before the one shown, newest first. */
    history: z.array(
      z.object({
        from: isoDay,
        to: isoDay,
        facts: z.object(facts),
        gridName: z.nullable(z.string()),
        parentLabel: z.nullable(z.string()),
      }),
    ),
    abilities: z.object({
      edit: z.boolean(),
      /** Moving it, or what lies in it, to another grid. */
      redraw: z.boolean(),
      add: z.array(z.enum(staffKinds)),
      end: z.boolean(),
    }),
    /** Why it cannot be ended. */
    blockers: z.array(z.enum(blockers)),
  })
  .register(z.globalRegistry, { id: 'NodeCard' })
export type NodeCardView = z.infer<typeof nodeCard>

/** A move of buildings and common parts; `gridId` null takes it out of every grid. */
const moves = z
  .array(z.strictObject({ nodeId: id, version, gridId: z.nullable(id) }))
  .check(z.minLength(1, '请先选要调整的楼栋'), z.maxLength(200, '一次最多调整 200 个'))

export const redrawPreview = z
  .object({
    items: z.array(
      z.object({
        nodeId: id,
        label: z.string(),
        from: z.nullable(z.string()),
        to: z.nullable(z.string()),
        rooms: z.number(),
        households: z.number(),
        /** Open opinions stay with the grid they were sent to. */
        openCases: z.number(),
      }),
    ),
    households: z.number(),
    openCases: z.number(),
  })
  .register(z.globalRegistry, { id: 'RedrawPreview' })
export type RedrawPreviewView = z.infer<typeof redrawPreview>

const writeErrors = [...staffErrors, 'conflict', 'version_conflict', 'invalid_status'] as const
const sampleFacts = {
  ...{ name: '501', order: 51, gridId: sampleId, area: null, contact: null, developer: null },
  ...{ propertyKind: 'residential', areaHundredths: 8_950, areaSource: 'register', delivery: 'delivered' },
  ...{ plotKind: null, plotOwner: null },
}
const sampleCard = {
  ...{ id: sampleId, communityId: sampleId, kind: 'room', label: '锦和苑 3 号楼 2 单元 501', version: 2 },
  ...{ at: '2026-11-25', past: false, from: '2026-11-01', to: null, facts: sampleFacts, boundary: null },
  ...{ gridName: '第 2 网格', heldBy: null, workers: [], history: [], blockers: ['households'] },
  counts: { rooms: 1, households: 1, persons: 4, openCases: 0 },
  abilities: { edit: true, redraw: false, add: [], end: false },
}
const sampleNode = {
  ...{ id: sampleId, parentId: sampleId, kind: 'building', name: '3 号楼', label: '锦和苑 3 号楼' },
  ...{ gridId: sampleId, hasChildren: true, rooms: 32, version: 1 },
}
export const treeSchemas = {
  nodes: {
    /** Without `parentId`: what stands directly in the community. A grid answers with what lies in it. */
    query: z.strictObject({ communityId: z.optional(id), parentId: z.optional(id), at: z.optional(isoDay) }),
    response: z.object({ items: z.array(treeNode), at: isoDay }),
    errors: staffErrors,
    examples: { response: { items: [sampleNode], at: '2026-11-25' } },
  },
  node: {
    params: idParams,
    query: z.strictObject({ at: z.optional(isoDay) }),
    response: nodeCard,
    errors: staffErrors,
    examples: { response: sampleCard },
  },
  search: {
    query: z.strictObject({
      communityId: z.optional(id),
      q: z.string().check(z.trim(), z.minLength(1, '请写要找的地方'), z.maxLength(40, '最多 40 个字')),
    }),
    response: z.object({ items: z.array(treeNode) }),
    errors: staffErrors,
    examples: { response: { items: [sampleNode] } },
  },
  create: {
    body: z.strictObject({
      ...writable,
      kind: z.enum(staffKinds),
      parentId: id,
      name: text(40),
      /** The grid of a building or a common part; later it moves by re-drawing. */
      gridId: z.optional(z.nullable(id)),
      /** The day it was there for the first time; today when absent. */
      from: z.optional(isoDay),
    }),
    response: nodeCard,
    errors: writeErrors,
    examples: {
      body: {
        kind: 'room',
        parentId: sampleId,
        name: '501',
        propertyKind: 'residential',
        areaHundredths: 8_950,
      },
      response: sampleCard,
    },
  },
  correct: {
    params: idParams,
    body: z.strictObject({ ...writable, version }),
    response: nodeCard,
    errors: writeErrors,
    examples: { body: { version: 1, areaHundredths: 8_950 }, response: sampleCard },
  },
  change: {
    params: idParams,
    body: z.strictObject({
      ...writable,
      version,
      /** The first day on which it is so; today or earlier. */
      from: isoDay,
    }),
    response: nodeCard,
    errors: writeErrors,
    examples: { body: { version: 1, name: '5 号楼', from: '2026-11-01' }, response: sampleCard },
  },
  end: {
    params: idParams,
    body: z.strictObject({ version }),
    response: nodeCard,
    errors: writeErrors,
    examples: { body: { version: 2 }, response: sampleCard },
  },
  boundary: {
    params: idParams,
    body: z.strictObject({ version, boundary: z.nullable(boundary) }),
    /** `overlaps`: neighbours that share more ground with it than a shaky hand explains. */
    response: z.object({ node: nodeCard, overlaps: z.array(z.object({ id, name: z.string() })) }),
    errors: writeErrors,
    examples: {
      body: { version: 1, boundary: sampleBoundary },
      response: { node: { ...sampleCard, kind: 'grid' }, overlaps: [] },
    },
  },
  previewRedraw: {
    body: z.strictObject({ communityId: id, moves }),
    response: redrawPreview,
    errors: writeErrors,
    examples: {
      body: { communityId: sampleId, moves: [{ nodeId: sampleId, version: 1, gridId: sampleId }] },
      response: {
        items: [
          {
            ...{ nodeId: sampleId, label: '锦和苑 3 号楼', from: '第 1 网格', to: '第 2 网格' },
            ...{ rooms: 32, households: 28, openCases: 2 },
          },
        ],
        households: 28,
        openCases: 2,
      },
    },
  },
  redraw: {
    body: z.strictObject({ communityId: id, moves }),
    response: z.object({ moved: z.number() }),
    errors: writeErrors,
    examples: {
      body: { communityId: sampleId, moves: [{ nodeId: sampleId, version: 1, gridId: sampleId }] },
      response: { moved: 1 },
    },
  },
  mergeCommunity: {
    params: idParams,
    body: z.strictObject({ version, intoId: id }),
    response: z.object({ intoId: id, nodes: z.number(), mergedAt: isoTime }),
    errors: writeErrors,
    examples: {
      body: { version: 1, intoId: sampleId },
      response: { intoId: sampleId, nodes: 412, mergedAt: '2026-11-25T02:00:00.000Z' },
    },
  },
} satisfies SchemaTable<typeof treeRoutes>
