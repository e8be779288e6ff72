import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { id, idParams, isoDay, page, pageQuery, text, version } from '../scalars.schema'
import {
  leftOutReasons,
  MOST_OPTIONS,
  MOST_QUESTIONS,
  packIds,
  pollElectorates,
  pollMethods,
  pollSecrecies,
} from './polls.kinds'
import { officialCorrection, officialDeskView, officialRecord, sampleOfficial } from './official.schema'
import { outcomeSchema, SAMPLE_TIME, shareRule } from './board.schema'
import { ownerItems, pollMatters } from './packs'
import { MOST_LISTED, MOST_VOTES_OF_A_ROW } from './weights.rules'
import type { pollDeskRoutes } from './poll-desk.routes'
import { sampleDesk, sampleDraft, sampleMoved } from './poll-desk.samples'
import {
  deskErrors,
  filing,
  objection,
  phases,
  pollItem,
  rollSummary,
  sampleItem,
  supervision,
  whole,
} from './polls.parts.schema'

const optionalText = (max: number) => text(max, 0)
const root = z.string().check(z.regex(/^[0-9a-f]{64}$/, '总指纹不对'))

const draftQuestion = z.strictObject({
  kind: z.enum(['motion', 'choice']),
  text: text(200),
  method: z.enum(pollMethods),
  options: z.array(text(60)).check(z.minLength(1), z.maxLength(MOST_OPTIONS)),
  min: whole(1, MOST_OPTIONS),
  max: whole(1, MOST_OPTIONS),
  scoreMax: whole(0, 9),
  seats: whole(1, MOST_OPTIONS),
  candidates: z.optional(
    z
      .array(z.strictObject({ personId: id, about: optionalText(200), consentOn: z.nullable(isoDay) }))
      .check(z.maxLength(MOST_OPTIONS)),
  ),
})

const setup = z.strictObject({
  packId: z.enum(packIds),
  cityId: z.nullable(text(40)),
  matter: z.enum(pollMatters),
  ownerItem: z.nullable(z.literal(ownerItems)),
  secrecy: z.enum(pollSecrecies),
  electorate: z.enum(pollElectorates),
  takesUnconfirmed: z.optional(z.boolean()),
  questions: z.array(draftQuestion).check(z.maxLength(MOST_QUESTIONS + 1)),
  isWeighted: z.boolean(),
  weights: z.optional(
    z.strictObject({
      basis: optionalText(100),
      people: z
        .array(z.strictObject({ personId: id, votes: whole(1, MOST_VOTES_OF_A_ROW) }))
        .check(z.maxLength(MOST_LISTED)),
    }),
  ),
  quorum: z.nullable(shareRule),
  majority: z.nullable(shareRule),
  majorityOf: z.enum(['cast', 'roll']),
  silent: z.enum(['not_participating', 'follow_majority']),
  followProofs: z.strictObject({
    clause: optionalText(60),
    deliveredToEach: z.boolean(),
    warnedOnBallot: z.boolean(),
    reviewedByStreet: z.boolean(),
  }),
  proxiesPerHolder: whole(0, 9),
  opensOn: isoDay,
  closesOn: isoDay,
})

const draft = z.strictObject({
  title: text(80),
  about: optionalText(2000),
  /** Whose roll: the community, or an estate, grid or building in it. */
  nodeId: id,
  setup,
  /** Persons of a representatives' poll; empty otherwise. */
  electorIds: z.array(id).check(z.maxLength(500)),
})
export type PollDraft = z.infer<typeof draft>

const facts = z.strictObject({
  version,
  noticeDay: z.nullable(isoDay),
  partyStudyOn: z.nullable(isoDay),
  /** Members of the committee on the roll of a representatives' meeting; null for every other poll. */
  committeeMembers: z.nullable(whole(0, 500)),
  attendanceRule: optionalText(100),
  /** By what the residents' meeting lets its representatives decide; empty for every other poll. */
  authorisation: optionalText(100),
  willBeFiled: z.boolean(),
  paperPlace: optionalText(100),
  deliveryKept: z.boolean(),
})

/** The same as it was recorded; whoever changes one of them sends all. */
const factsView = z.omit(facts, { version: true })
export type PollFactsView = z.infer<typeof factsView>

const refusal = z.object({ path: z.string(), text: z.string() })
const checklistItem = z.object({ key: z.string(), isDone: z.boolean(), text: z.string() })

/**
 * An objection as whoever decides it reads it. The line is what everybody reads on the masked roll: whether or how it
 * has voted is no part of it, and once the roll is frozen nobody is named any more.
 */
const deskObjection = z.extend(objection, {
  /** Everybody of the community the objecting account speaks for; empty when it is gone, null for all who only look. */
  by: z.nullable(
    z.array(
      z.object({
        /** `周**` */
        name: z.string(),
        /** `锦和苑 3 号楼 2 单元 501` */
        homes: z.array(z.string()),
        rows: z.array(z.object({ serial: z.number(), label: z.string() })),
      }),
    ),
  ),
})
export type DeskObjectionView = z.infer<typeof deskObjection>

/** Which rows were reminded, and to how many of them it could be sent. */
const reminders = z.extend(
  page(
    z.object({
      serial: z.number(),
      label: z.string(),
      /** Somebody of the row has an account. */
      reached: z.boolean(),
    }),
  ),
  { rows: z.number(), reached: z.number() },
)
export type RemindersView = z.infer<typeof reminders>

const desk = z
  .extend(pollItem, {
    version,
    draft,
    /**
     * Masked, for whoever prepares it: whom a draft names (representatives, candidates, listed votes), or whom a published
     * roll leaves out, with the reason (the first hundred).
     */
    people: z.array(
      z.object({ personId: id, label: z.string(), reason: z.optional(z.enum(leftOutReasons)) }),
    ),
    facts: factsView,
    /** Papers printed for a secret poll. */
    papers: z.number(),
    papersVoided: z.number(),
    refusals: z.array(refusal),
    checklist: z.array(checklistItem),
    roll: z.nullable(
      z.extend(rollSummary, {
        /** Persons left out of it, for a reason that may be mended; rooms without a known owner. */
        pending: z.number(),
        ownerless: z.number(),
        withoutVoter: z.number(),
      }),
    ),
    openObjections: z.number(),
    turnout: z.nullable(z.object({ voted: z.number(), rows: z.number() })),
    /** After closing: rows not yet sealed, marks at the desk, papers entered. */
    closing: z.nullable(z.object({ unsealed: z.number(), marked: z.number(), entered: z.number() })),
    /** The last day on which the city lets the result be published; null where it sets no term, or the result is out. */
    resultDueOn: z.nullable(isoDay),
    root: z.nullable(z.string()),
    outcomes: z.array(outcomeSchema),
    notMe: z.number(),
    /** Of these, rows that wait for an answer. */
    openNotMe: z.number(),
    ...supervision,
    official: z.nullable(officialDeskView),
    /** Only where a charter was filed. */
    filing: z.optional(filing),
    /** Which events the caller may fire now. */
    abilities: z.record(z.string(), z.boolean()),
  })
  .register(z.globalRegistry, { id: 'PollDesk' })
export type PollDeskView = z.infer<typeof desk>

const filingRecord = z.strictObject({ version, filedOn: isoDay, reference: optionalText(80) })
export type FilingRecord = z.infer<typeof filingRecord>

const moved = z.object({ id, phase: z.enum(phases), version })

const staffQuery = z.strictObject({ ...pageQuery, communityId: z.optional(id) })
const event = {
  params: idParams,
  body: z.strictObject({ version }),
  response: moved,
  errors: ['unauthenticated', 'forbidden', 'not_found', 'invalid_status', 'version_conflict'],
  examples: { body: { version: 0 }, response: sampleMoved },
} as const

export const pollDeskSchemas = {
  deskList: {
    query: staffQuery,
    response: page(pollItem),
    errors: deskErrors,
    examples: { response: { items: [sampleItem], nextCursor: null } },
  },
  rules: {
    query: z.strictObject({ communityId: id }),
    response: z.object({ cityId: z.nullable(z.string()) }),
    errors: deskErrors,
    examples: { response: { cityId: 'hangzhou' } },
  },
  deskGet: { params: idParams, response: desk, errors: deskErrors, examples: { response: sampleDesk } },
  create: {
    body: z.extend(draft, { communityId: id }),
    response: desk,
    errors: deskErrors,
    examples: { body: { ...sampleDraft, communityId: sampleDraft.nodeId }, response: sampleDesk },
  },
  update: {
    params: idParams,
    body: z.extend(draft, { version }),
    response: desk,
    errors: event.errors,
    examples: { body: { ...sampleDraft, version: 0 }, response: sampleDesk },
  },
  prepare: event,
  revise: event,
  facts: {
    params: idParams,
    body: facts,
    response: desk,
    errors: event.errors,
    examples: {
      body: {
        version: 1,
        noticeDay: '2026-12-01',
        partyStudyOn: null,
        committeeMembers: null,
        attendanceRule: '',
        authorisation: '',
        willBeFiled: false,
        paperPlace: '社区服务中心一楼',
        deliveryKept: false,
      },
      response: sampleDesk,
    },
  },
  publishRoll: event,
  withdrawRoll: event,
  objections: {
    params: idParams,
    response: z.object({ items: z.array(deskObjection) }),
    errors: deskErrors,
    examples: {
      response: {
        items: [
          {
            ...{ id: 'pob_1BoxkVZLBjFjeN8D7rQ2wX', text: '我家门牌写错了', at: SAMPLE_TIME, decision: null },
            by: [
              {
                name: '周**',
                homes: ['锦和苑 3 号楼 2 单元 501'],
                rows: [{ serial: 12, label: '锦和苑 3 号楼 2 单元 周**' }],
              },
            ],
          },
        ],
      },
    },
  },
  reminders: {
    params: idParams,
    query: z.strictObject(pageQuery),
    response: reminders,
    errors: [...deskErrors, 'invalid_status'],
    examples: {
      response: {
        items: [{ serial: 12, label: '锦和苑 3 号楼 2 单元 周**', reached: true }],
        ...{ nextCursor: null, rows: 1, reached: 1 },
      },
    },
  },
  decide: {
    params: idParams,
    body: z.strictObject({ objectionId: id, accepted: z.boolean(), reason: text(300, 2) }),
    response: objection,
    errors: [...deskErrors, 'conflict'],
    examples: {
      body: { objectionId: 'pob_1BoxkVZLBjFjeN8D7rQ2wX', accepted: false, reason: '已在名册第 12 行' },
      response: { id: 'pob_1BoxkVZLBjFjeN8D7rQ2wX', text: '名册上没有我家', at: SAMPLE_TIME, decision: null },
    },
  },
  freeze: { ...event, errors: [...event.errors, 'not_prepared', 'second_factor_required'] },
  recordOfficial: {
    ...event,
    body: officialRecord,
    errors: [...event.errors, 'not_prepared', 'second_factor_required'],
    examples: { body: sampleOfficial, response: sampleMoved },
  },
  correctOfficial: {
    ...event,
    body: officialCorrection,
    errors: [...event.errors, 'second_factor_required'],
    examples: {
      body: { ...sampleOfficial, reason: '原件上是 101 票，录成了 110 票' },
      response: sampleMoved,
    },
  },
  discard: event,
  cancel: {
    ...event,
    body: z.strictObject({ version, reason: text(300, 5) }),
    errors: [...event.errors, 'second_factor_required'],
    examples: { body: { version: 3, reason: '候选方案有误，另行征询' }, response: sampleMoved },
  },
  count: { ...event, errors: [...event.errors, 'not_reconciled'] },
  publish: { ...event, errors: [...event.errors, 'second_factor_required'] },
  recordFiling: {
    ...event,
    body: filingRecord,
    examples: {
      body: { version: 6, filedOn: '2026-12-29', reference: '街备〔2026〕12 号' },
      response: sampleMoved,
    },
  },
  sign: {
    params: idParams,
    body: z.strictObject({ root }),
    response: moved,
    errors: [...deskErrors, 'invalid_status', 'root_differs', 'second_factor_required'],
    examples: { body: { root: '0'.repeat(64) }, response: sampleMoved },
  },
  refuseSignature: {
    params: idParams,
    body: z.strictObject({ root, reason: text(300, 5) }),
    response: moved,
    errors: [...deskErrors, 'invalid_status', 'root_differs', 'conflict', 'second_factor_required'],
    examples: {
      body: { root: '0'.repeat(64), reason: '第 3 题的纸票数和领票登记对不上' },
      response: sampleMoved,
    },
  },
} as const satisfies SchemaTable<typeof pollDeskRoutes>
