import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { empty, id, idParams, isoTime, text } from '../scalars.schema'
import { SAMPLE_TIME } from './board.schema'
import type { pollDoubtRoutes } from './poll-doubts.routes'
import { deskErrors, finding, rowBody } from './polls.parts.schema'

/** By which way the recorded ballot came. */
const channels = ['phone', 'paper', 'doorstep', 'proxy', 'desk'] as const

/**
 * Whose answer is awaited: of who is at the desk and did not enter the ballot, of a supervisor where all of them did, or of
 * the street where no supervisor can either.
 */
const answerers = ['desk', 'supervisor', 'street'] as const
export type Answerer = (typeof answerers)[number]

const notMeItem = z.object({
  rowId: id,
  serial: z.number(),
  label: z.string(),
  /** True where the recorded ballot is said to be another's, false where one was cast and none is recorded. */
  voted: z.boolean(),
  text: z.string(),
  at: isoTime,
  /** What the roll knows of the ballot that is doubted; null where there is none. Never the choice. */
  cast: z.nullable(
    z.object({
      via: z.enum(channels),
      /** Null in a secret poll, whose rows keep no time. */
      at: z.nullable(isoTime),
      /** Who cast or entered it: staff by name, residents masked; empty in a secret poll. */
      by: z.array(z.string()),
    }),
  ),
  finding: z.nullable(finding),
  answerer: z.enum(answerers),
  abilities: z.object({
    answer: z.boolean(),
    /** What the finding that it was not the voter's would do: the ballot goes and the row is open again. */
    annuls: z.boolean(),
  }),
})
export type NotMeView = z.infer<typeof notMeItem>

const SAMPLE_ROW = 'prw_1BoxkVZLBjFjeN8D7rQ2wX'
const sampleItem: NotMeView = {
  ...{ rowId: SAMPLE_ROW, serial: 12, label: '锦和苑 3 号楼 2 单元 周**', voted: true },
  ...{ text: '我没有投过票', at: SAMPLE_TIME },
  cast: { via: 'paper', at: SAMPLE_TIME, by: ['陈立新', '王秀英'] },
  finding: null,
  answerer: 'desk',
  abilities: { answer: true, annuls: false },
}

export const pollDoubtSchemas = {
  notMe: {
    params: idParams,
    body: z.strictObject({ ...rowBody, text: text(500, 5) }),
    response: empty,
    errors: ['unauthenticated', 'not_found', 'not_on_roll', 'invalid_status', 'conflict'],
    examples: { body: { rowId: SAMPLE_ROW, text: '我没有投过票' }, response: {} },
  },
  notMes: {
    params: idParams,
    response: z.object({ items: z.array(notMeItem) }),
    errors: deskErrors,
    examples: { response: { items: [sampleItem] } },
  },
  answerNotMe: {
    params: idParams,
    body: z.strictObject({ ...rowBody, upheld: z.boolean(), reason: text(300, 2) }),
    response: notMeItem,
    errors: [...deskErrors, 'conflict', 'other_person_required'],
    examples: {
      body: { rowId: SAMPLE_ROW, upheld: false, reason: '本人签名的纸票还在，已请本人看过' },
      response: {
        ...sampleItem,
        finding: { upheld: false, reason: '纸票还在', at: SAMPLE_TIME, byName: '李敏', annulled: false },
      },
    },
  },
} as const satisfies SchemaTable<typeof pollDoubtRoutes>
