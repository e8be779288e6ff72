import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { ownErrors } from '../door-errors'
import { file } from '../files/files.schema'
import { id, idParams, isoTime, page, pageQuery, searchText } from '../scalars.schema'
import type { noticeRoutes } from './notices.routes'
import {
  category,
  disclosureClass,
  fact,
  noticeItem,
  reachTotals,
  sampleFacts,
  sampleHtml,
  sampleItem,
  sampleTotals,
  stage,
} from './notices.parts.schema'
import { noticeDeskSchemas } from './notices-desk.schema'
import { noticeReachSchemas } from './notices-reach.schema'

export const notice = z
  .object({
    ...noticeItem.shape,
    stage,
    html: z.string(),
    /** Links found in the text: inside WeChat they are shown, not opened. */
    links: z.array(z.object({ text: z.string(), url: z.string() })),
    facts: z.array(fact),
    attachments: z.array(file),
    visibility: z.enum(['public', 'addressed']),
    withdrawal: z.nullable(z.object({ reason: z.string(), at: isoTime, by: z.string() })),
    /** `第 3 天，共 15 天` for disclosure notices. */
    disclosureDay: z.nullable(z.object({ day: z.number(), of: z.number() })),
    reach: z.nullable(reachTotals),
    abilities: z.object({ confirm: z.boolean() }),
  })
  .register(z.globalRegistry, { id: 'Notice' })
export type NoticeView = z.infer<typeof notice>

const noticeId = 'ntc_1BoxkVZLBjFjeN8D7r'
const at = '2026-11-23T00:30:00.000Z'
const sampleNotice = {
  ...sampleItem,
  stage: 'live',
  html: sampleHtml,
  links: [],
  facts: sampleFacts,
  attachments: [],
  visibility: 'public',
  withdrawal: null,
  disclosureDay: null,
  reach: sampleTotals,
  abilities: { confirm: true },
}

export const noticeSchemas = {
  list: {
    query: z.strictObject({
      ...pageQuery,
      category: z.optional(category),
      q: searchText,
      /** Whose notices; needed without a home. */
      communityId: z.optional(id),
    }),
    response: page(noticeItem),
    errors: ['not_found'],
    examples: { response: { items: [sampleItem], nextCursor: null } },
  },
  disclosure: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: z.object({
      classes: z.array(
        z.object({
          code: disclosureClass,
          items: z.array(
            z.object({
              id,
              title: z.string(),
              publishedAt: isoTime,
              day: z.number(),
              of: z.number(),
              running: z.boolean(),
              /** Set when it was taken down before its fifteenth day: that is itself disclosed. */
              withdrawal: z.nullable(z.object({ reason: z.string(), at: isoTime })),
            }),
          ),
          total: z.number(),
        }),
      ),
    }),
    errors: ['not_found'],
    examples: {
      response: {
        classes: [
          {
            code: 'funds',
            items: [
              {
                id: noticeId,
                title: '第三季度公共收益收支公示',
                publishedAt: at,
                day: 3,
                of: 15,
                running: true,
                withdrawal: null,
              },
            ],
            total: 1,
          },
        ],
      },
    },
  },
  get: { params: idParams, response: notice, errors: ['not_found'], examples: { response: sampleNotice } },
  read: {
    params: idParams,
    response: z.object({ read: z.boolean(), confirmed: z.boolean() }),
    errors: ownErrors,
    examples: { response: { read: true, confirmed: false } },
  },
  confirm: {
    params: idParams,
    response: z.object({ read: z.boolean(), confirmed: z.boolean() }),
    errors: [...ownErrors, 'invalid_status', 'forbidden'],
    examples: { response: { read: true, confirmed: true } },
  },
  ...noticeDeskSchemas,
  ...noticeReachSchemas,
} satisfies SchemaTable<typeof noticeRoutes>
