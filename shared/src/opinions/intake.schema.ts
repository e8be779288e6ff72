import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { staffErrors } from '../door-errors'
import { id, idParams, isoTime, page, pageQuery, text } from '../scalars.schema'
import { opinionStatuses } from './opinions.machine'
import type { intakeRoutes } from './intake.routes'

const standing = {
  /** How many neighbours stand behind it. */
  supporters: z.number(),
  supported: z.boolean(),
  following: z.boolean(),
}

/** A case as neighbours may know of it: the released text, or the category alone where nothing was released. */
export const neighbourCase = z
  .object({
    id,
    title: z.string(),
    /** Building level at most. */
    placeLabel: z.string(),
    status: z.enum(opinionStatuses),
    statusLabel: z.string(),
    submittedAt: isoTime,
    mine: z.boolean(),
    onBoard: z.boolean(),
    ...standing,
  })
  .register(z.globalRegistry, { id: 'NeighbourCase' })
export type NeighbourCaseView = z.infer<typeof neighbourCase>

const similarCase = z
  .object({
    ...neighbourCase.shape,
    /** `同一栋楼，都写到“旧柜”“纸箱”` */
    reason: z.string(),
  })
  .register(z.globalRegistry, { id: 'SimilarCase' })
export type SimilarCaseView = z.infer<typeof similarCase>

export const categorySuggestion = z
  .object({
    groupCode: z.string(),
    groupLabel: z.string(),
    /** Null when the words only tell the first level. */
    code: z.nullable(z.string()),
    label: z.nullable(z.string()),
    /** What in the text led to it. */
    words: z.array(z.string()),
  })
  .register(z.globalRegistry, { id: 'CategorySuggestion' })
export type CategorySuggestionView = z.infer<typeof categorySuggestion>

/** Somebody who agreed that the caller files opinions for them, with the homes such a case can be about. */
const principal = z
  .object({
    personId: id,
    maskedName: z.string(),
    homes: z.array(z.object({ roomId: id, label: z.string() })),
  })
  .register(z.globalRegistry, { id: 'OpinionPrincipal' })
export type OpinionPrincipalView = z.infer<typeof principal>

export const standingView = z.object(standing).register(z.globalRegistry, { id: 'Standing' })
export type StandingView = z.infer<typeof standingView>

const caseId = 'opn_1BoxkVZLBjFjeN8D7r'
const sampleCase = {
  id: caseId,
  title: '楼道堆了旧柜子和纸箱',
  placeLabel: '锦和苑 3 号楼',
  status: 'in_progress',
  statusLabel: '办理中',
  submittedAt: '2026-11-23T02:31:00.000Z',
  mine: false,
  onBoard: true,
  supporters: 5,
  supported: false,
  following: false,
}
const sampleStanding = { supporters: 6, supported: true, following: true }

export const intakeSchemas = {
  suggest: {
    body: z.strictObject({ text: text(500), placeId: z.optional(id) }),
    response: z.object({ category: z.nullable(categorySuggestion), similar: z.array(similarCase) }),
    errors: ['unauthenticated', 'consent_required', 'forbidden'],
    examples: {
      body: { text: '楼道堆了旧柜子和纸箱，轮椅过不去' },
      response: {
        category: {
          groupCode: 'sanitation',
          groupLabel: '环境卫生',
          code: 'sanitation.corridor',
          label: '楼道堆物',
          words: ['楼道堆', '旧柜子', '纸箱'],
        },
        similar: [{ ...sampleCase, reason: '同一栋楼，都写到“旧柜”“纸箱”' }],
      },
    },
  },
  principals: {
    response: z.object({ items: z.array(principal) }),
    errors: ['unauthenticated', 'consent_required', 'forbidden'],
    examples: {
      response: {
        items: [
          {
            personId: 'per_1BoxkVZLBjFjeN8D7r',
            maskedName: '吴**',
            homes: [{ roomId: 'nod_1BoxkVZLBjFjeN8D7r', label: '锦和苑 5 号楼 1 单元 302' }],
          },
        ],
      },
    },
  },
  followed: {
    query: z.strictObject(pageQuery),
    response: page(neighbourCase),
    errors: ['unauthenticated', 'consent_required'],
    examples: {
      response: { items: [{ ...sampleCase, supported: true, following: true }], nextCursor: null },
    },
  },
  support: {
    params: idParams,
    response: standingView,
    errors: [...staffErrors, 'invalid_status'],
    examples: { response: sampleStanding },
  },
  follow: {
    params: idParams,
    response: standingView,
    errors: staffErrors,
    examples: { response: { supporters: 5, supported: false, following: true } },
  },
  unfollow: {
    params: idParams,
    response: standingView,
    errors: staffErrors,
    examples: { response: { supporters: 5, supported: false, following: false } },
  },
} satisfies SchemaTable<typeof intakeRoutes>
