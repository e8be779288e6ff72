import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { file } from '../files/files.schema'
import { id, idParams, isoTime, page, pageQuery, text, version } from '../scalars.schema'
import { boardSchemas } from './board.schema'
import { callerSchemas } from './caller.schema'
import { limitUnits } from './opinions.catalogue'
import { intakeSchemas, standingView } from './intake.schema'
import { position } from '../space/space.schema'
import { VIDEO_SECONDS, VOICE_SECONDS } from './intake.limits'
import type { opinionRoutes } from './opinions.routes'
import {
  category,
  deadline,
  entry,
  opinionLimits,
  photoIds,
  rating,
  sampleEntry,
  sampleItem,
  sampleText,
  status,
  video,
  voice,
} from './opinions.parts.schema'
import { workbenchSchemas } from './workbench.schema'

const categoryCode = z.string().check(z.regex(/^[a-z-]+\.[a-z-]+$/, '请选择类别'))

export const opinionItem = z
  .object({
    id,
    number: z.string(),
    /** First line of the text. */
    title: z.string(),
    category,
    placeLabel: z.string(),
    status,
    statusLabel: z.string(),
    submittedAt: isoTime,
    deadline: z.nullable(deadline),
    /** True when the next step is the author's. */
    waitsForMe: z.boolean(),
    /** Somebody wrote it for somebody else: `您替周**提的`, `王**替您提的`; null for what one wrote oneself. */
    proxy: z.nullable(z.string()),
  })
  .register(z.globalRegistry, { id: 'OpinionItem' })
export type OpinionItemView = z.infer<typeof opinionItem>

export const opinion = z
  .object({
    ...opinionItem.shape,
    version: z.number(),
    text: z.string(),
    photos: z.array(file),
    voice,
    video,
    mine: z.boolean(),
    hideName: z.boolean(),
    /** Whoever the case is given to may read name and phone, as long as this stands. */
    sharesContact: z.boolean(),
    onBoard: z.boolean(),
    wantsPublic: z.boolean(),
    /** `接下来：…` */
    next: z.string(),
    timeline: z.array(entry),
    rating: z.nullable(rating),
    rejection: z.nullable(z.object({ label: z.string(), advice: z.string() })),
    /** Neighbours behind it, and whether the reader is one. */
    standing: standingView,
    abilities: z.object({
      support: z.boolean(),
      follow: z.boolean(),
      supplement: z.boolean(),
      rate: z.boolean(),
      reopen: z.boolean(),
      withdraw: z.boolean(),
      ask: z.boolean(),
      shareContact: z.boolean(),
    }),
  })
  .register(z.globalRegistry, { id: 'Opinion' })
export type OpinionView = z.infer<typeof opinion>

const opinionDraft = {
  categoryCode,
  text: text(opinionLimits.text, 4),
  photoIds,
  /** A spoken note for the staff; never public. Without words of one's own the text is `VOICE_ONLY`. */
  voice: z.optional(
    z.strictObject({
      fileId: id,
      seconds: z
        .number()
        .check(
          z.int('录音长度不对'),
          z.gte(1, '录音太短'),
          z.lte(VOICE_SECONDS, `录音最长 ${VOICE_SECONDS} 秒`),
        ),
    }),
  ),
  /** A film of half a minute at most, for the staff alone, who look at it before it is used. Never public. */
  video: z.optional(
    z.strictObject({
      fileId: id,
      seconds: z
        .number()
        .check(
          z.int('视频长度不对'),
          z.gte(1, '视频太短'),
          z.lte(VIDEO_SECONDS, `视频最长 ${VIDEO_SECONDS} 秒`),
        ),
    }),
  ),
  /** Any node of the own community; the server finds the grid. */
  placeId: id,
  /** `5 楼电梯口` */
  placeDetail: z.optional(z.string().check(z.trim(), z.maxLength(60, '最多 60 个字'))),
  /** A spot picked on the map of the community, in its degrees; it lies in the grid of the place. Never public. */
  point: z.optional(position),
  hideName: z.boolean(),
  wantsPublic: z.boolean(),
  notifyMe: z.boolean(),
  /** The tick for exactly this: name and phone go to whoever the case is given to (product §2.4). */
  shareContact: z.optional(z.boolean()),
  /** The person says that it is dangerous at this moment: it does not queue, whatever its category. */
  urgentNow: z.optional(z.boolean()),
  /** For whom: somebody who agreed that the caller does this (homes/family). Absent: for oneself. */
  forPersonId: z.optional(id),
}
export const opinionSubmission = z
  .strictObject(opinionDraft)
  .register(z.globalRegistry, { id: 'OpinionSubmission' })
export type OpinionSubmission = z.infer<typeof opinionSubmission>

const versionBody = z.strictObject({ version })
const nodeId = 'nod_1BoxkVZLBjFjeN8D7r'
export const sampleOpinion = {
  ...sampleItem,
  version: 2,
  text: sampleText,
  photos: [],
  voice: null,
  video: null,
  mine: true,
  hideName: true,
  sharesContact: false,
  onBoard: false,
  wantsPublic: false,
  next: '接下来：社区处理后答复您',
  timeline: [sampleEntry],
  rating: null,
  rejection: null,
  standing: { supporters: 5, supported: false, following: false },
  abilities: {
    support: false,
    follow: false,
    supplement: true,
    rate: false,
    reopen: false,
    withdraw: true,
    ask: false,
    shareContact: true,
  },
}
const readErrors = ['unauthenticated', 'consent_required', 'not_found'] as const
const ownErrors = [...readErrors, 'invalid_status', 'version_conflict'] as const

export const opinionSchemas = {
  ...intakeSchemas,
  ...boardSchemas,
  ...callerSchemas,
  catalogue: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: z.object({
      groups: z.array(
        z.object({
          code: z.string(),
          label: z.string(),
          items: z.array(
            z.object({
              ...{ code: z.string(), label: z.string(), urgent: z.boolean() },
              ...{ days: z.number(), unit: z.enum(limitUnits) },
            }),
          ),
        }),
      ),
    }),
    errors: ['not_found'],
    examples: {
      response: {
        groups: [
          {
            code: 'sanitation',
            label: '环境卫生',
            items: [
              {
                code: 'sanitation.corridor',
                label: '楼道堆物',
                urgent: false,
                days: 5,
                unit: 'workdays' as const,
              },
            ],
          },
        ],
      },
    },
  },
  mine: {
    query: z.strictObject({
      ...pageQuery,
      filter: z.optional(z.enum(['all', 'open', 'waits-for-me', 'closed'])),
    }),
    response: page(opinionItem),
    errors: ['unauthenticated', 'consent_required'],
    examples: { response: { items: [sampleItem], nextCursor: null } },
  },
  submit: {
    body: opinionSubmission,
    response: opinion,
    errors: [...readErrors, 'forbidden'],
    examples: {
      body: {
        categoryCode: 'sanitation.corridor',
        text: sampleOpinion.text,
        photoIds: [],
        placeId: nodeId,
        hideName: true,
        wantsPublic: false,
        notifyMe: true,
      },
      response: sampleOpinion,
    },
  },
  get: { params: idParams, response: opinion, errors: ['not_found'], examples: { response: sampleOpinion } },
  supplement: {
    params: idParams,
    body: z.strictObject({ version, text: text(opinionLimits.text, 2), photoIds }),
    response: opinion,
    errors: ownErrors,
    examples: {
      body: { version: 2, text: '照片补上了，在 5 楼和 6 楼之间', photoIds: [] },
      response: sampleOpinion,
    },
  },
  rate: {
    params: idParams,
    body: z.strictObject({
      version,
      solved: z.enum(['yes', 'partly', 'no'], { error: '请选择解决了没有' }),
      score: z
        .number()
        .check(z.int('请选择 1 到 5 分'), z.gte(1, '请选择 1 到 5 分'), z.lte(5, '请选择 1 到 5 分')),
      comment: z
        .string()
        .check(z.trim(), z.maxLength(opinionLimits.comment, `最多 ${opinionLimits.comment} 个字`)),
    }),
    response: opinion,
    errors: ownErrors,
    examples: { body: { version: 4, solved: 'yes', score: 5, comment: '' }, response: sampleOpinion },
  },
  reopen: {
    params: idParams,
    body: z.strictObject({ version, reason: text(opinionLimits.reopenText, 4) }),
    response: opinion,
    errors: ownErrors,
    examples: { body: { version: 4, reason: '柜子还在，只搬走了纸箱' }, response: sampleOpinion },
  },
  withdraw: {
    params: idParams,
    body: versionBody,
    response: opinion,
    errors: ownErrors,
    examples: { body: { version: 1 }, response: sampleOpinion },
  },
  ...workbenchSchemas,
} satisfies SchemaTable<typeof opinionRoutes>
