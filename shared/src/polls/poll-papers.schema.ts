import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { empty, id, idParams, page, pageQuery, text } from '../scalars.schema'
import { MOST_PAPERS, SHORT_CODE_DIGITS } from './polls.kinds'
import type { pollPaperRoutes } from './poll-papers.routes'
import { choices, deskErrors, rollLine, rowBody, whole } from './polls.parts.schema'

/** A line as the desk works on it: nothing of whether or how it voted. */
const deskLine = z.extend(rollLine, {
  rowId: id,
  /** The ballot was delivered with proof. */
  served: z.boolean(),
})
export type DeskLineView = z.infer<typeof deskLine>

/** As much of a code as a paper bears, and as one needs to find it on the board. */
const shortCode = z.string().check(z.regex(new RegExp(`^[0-9a-f]{${SHORT_CODE_DIGITS}}$`)))
const SAMPLE_ROW = 'prw_1BoxkVZLBjFjeN8D7rQ2wX'

export const pollPaperSchemas = {
  deskRoll: {
    params: idParams,
    query: z.strictObject({
      ...pageQuery,
      /** A number on the roll, or how the label begins: `锦和苑 3 号楼`. */
      q: z.optional(text(40)),
    }),
    response: page(deskLine),
    errors: [...deskErrors, 'invalid_status'],
    examples: {
      response: {
        items: [
          {
            ...{ rowId: SAMPLE_ROW, serial: 1, label: '3 号楼 2 单元 周**', votes: 1, area: 0 },
            ...{ mandate: null, served: false },
          },
        ],
        nextCursor: null,
      },
    },
  },
  deliveries: {
    params: idParams,
    body: z.strictObject({ rowIds: z.array(id).check(z.minLength(1), z.maxLength(500)) }),
    response: z.object({ recorded: z.number() }),
    errors: [...deskErrors, 'invalid_status'],
    examples: { body: { rowIds: [SAMPLE_ROW] }, response: { recorded: 1 } },
  },
  proxy: {
    params: idParams,
    body: z.strictObject({ ...rowBody, holderId: id, mandateRef: text(60) }),
    response: empty,
    errors: [...deskErrors, 'invalid_status', 'proxy_refused', 'no_proxies'],
    examples: {
      body: { rowId: SAMPLE_ROW, holderId: 'per_1BoxkVZLBjFjeN8D7rQ2wX', mandateRef: '委托书 2026-12-01' },
      response: {},
    },
  },
  withdrawProxy: {
    params: idParams,
    /** What says so in writing: number or day of the paper. */
    body: z.strictObject({ ...rowBody, reference: text(60) }),
    response: empty,
    errors: [...deskErrors, 'invalid_status', 'poll_not_open', 'mandate_used'],
    examples: { body: { rowId: SAMPLE_ROW, reference: '收回委托的字条 2026-12-20' }, response: {} },
  },
  paper: {
    params: idParams,
    body: z.strictObject({ ...rowBody, answers: choices, channel: z.enum(['paper', 'doorstep']) }),
    response: z.object({ state: z.enum(['first', 'recorded']) }),
    errors: [...deskErrors, 'poll_not_open', 'already_voted', 'row_suspended', 'paper_differs', 'conflict'],
    examples: { body: { rowId: SAMPLE_ROW, answers: ['A'], channel: 'paper' }, response: { state: 'first' } },
  },
  mark: {
    params: idParams,
    body: z.strictObject(rowBody),
    response: z.object({ marked: z.boolean() }),
    errors: [...deskErrors, 'poll_not_open'],
    examples: { body: { rowId: SAMPLE_ROW }, response: { marked: true } },
  },
  printPapers: {
    params: idParams,
    body: z.strictObject({ count: whole(1, 2000) }),
    response: z.object({
      /** The codes of one paper, question by question, as they will begin on the board. */
      papers: z.array(z.object({ serial: z.number(), codes: z.array(shortCode) })),
    }),
    errors: [...deskErrors, 'invalid_status', 'conflict'],
    examples: { body: { count: 20 }, response: { papers: [{ serial: 1, codes: ['3f2a91bc04de'] }] } },
  },
  voidPapers: {
    params: idParams,
    body: z.strictObject({ from: whole(1, MOST_PAPERS), to: whole(1, MOST_PAPERS), reason: text(100, 2) }),
    response: z.object({ voided: z.number() }),
    errors: [...deskErrors, 'invalid_status', 'conflict'],
    examples: { body: { from: 3, to: 7, reason: '打印机卡纸，印坏了' }, response: { voided: 5 } },
  },
  batch: {
    params: idParams,
    body: z.strictObject({
      papers: z
        .array(z.strictObject({ serial: whole(1, MOST_PAPERS), answers: z.nullable(choices) }))
        .check(z.minLength(1), z.maxLength(200)),
    }),
    response: z.object({ entered: z.number(), marked: z.number() }),
    errors: [...deskErrors, 'invalid_status', 'conflict', 'not_reconciled', 'papers_refused'],
    examples: {
      body: { papers: [{ serial: 3, answers: ['A'] }] },
      response: { entered: 1, marked: 1 },
    },
  },
} as const satisfies SchemaTable<typeof pollPaperRoutes>
