import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { empty, id, idParams, isoDay, isoTime, page, pageQuery, text, version } from '../scalars.schema'
import {
  MOST_OPTIONS,
  MOST_QUESTIONS,
  packIds,
  pollElectorates,
  pollMethods,
  pollSecrecies,
} from './polls.kinds'
import {
  officialCorrection,
  officialDeskView,
  officialRecord,
  officialView,
  sampleOfficial,
} from './official.schema'
import { boardSchema, outcomeSchema, questionSchema, shareRule, SAMPLE_TIME } from './board.schema'
import { ownerItems, pollMatters } from './packs'
import { pollMachine, type PollPhase } from './polls.machine'
import type { pollRoutes } from './polls.routes'

const phases = [
  ...(Object.keys(pollMachine) as (keyof typeof pollMachine)[]),
  'waiting',
  'open',
  'closed',
] as const satisfies readonly PollPhase[]

const whole = (min: number, max: number) => z.number().check(z.int('要是整数'), z.gte(min), z.lte(max))
const optionalText = (max: number) => text(max, 0)
const code = z.string().check(z.regex(/^[0-9a-f]{32}$/, '选票码不对，请更新后再试'))
const root = z.string().check(z.regex(/^[0-9a-f]{64}$/, '总指纹不对'))
/** One answer; which texts are answers is the method's rule, judged against the poll. */
const choice = z
  .string()
  .check(z.maxLength(MOST_OPTIONS, '选项太多'), z.regex(/^(-|[A-T]+|\d+)$/, '请选择，或者选“弃权”'))
const choices = z.array(choice).check(z.minLength(1), z.maxLength(MOST_QUESTIONS))

const draftQuestion = z.strictObject({
  kind: z.enum(['motion', 'choice']),
  text: text(200),
  method: z.enum(pollMethods),
  options: z.array(text(60)).check(z.minLength(1), z.maxLength(MOST_OPTIONS)),
  min: whole(1, MOST_OPTIONS),
  max: whole(1, MOST_OPTIONS),
  scoreMax: whole(0, 9),
  seats: whole(1, MOST_OPTIONS),
})

const setup = z.strictObject({
  packId: z.enum(packIds),
  cityId: z.nullable(text(40)),
  matter: z.enum(pollMatters),
  ownerItem: z.nullable(z.literal(ownerItems)),
  secrecy: z.enum(pollSecrecies),
  electorate: z.enum(pollElectorates),
  questions: z.array(draftQuestion).check(z.maxLength(MOST_QUESTIONS + 1)),
  isWeighted: z.boolean(),
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
  attendanceRule: optionalText(100),
  willBeFiled: z.boolean(),
  paperPlace: optionalText(100),
  deliveryKept: z.boolean(),
})

/** The same as it was recorded; whoever changes one of them sends all. */
const factsView = z.omit(facts, { version: true })
export type PollFactsView = z.infer<typeof factsView>

const refusal = z.object({ path: z.string(), text: z.string() })
const checklistItem = z.object({ key: z.string(), isDone: z.boolean(), text: z.string() })

const item = z.object({
  id,
  title: z.string(),
  phase: z.enum(phases),
  phaseLabel: z.string(),
  packLabel: z.string(),
  secrecy: z.enum(pollSecrecies),
  /** The law makes the city's own system compulsory: nobody votes here (domain-facts §1.3). */
  isOfficial: z.boolean(),
  opensAt: isoTime,
  closesAt: isoTime,
})
export type PollItemView = z.infer<typeof item>

const listedItem = z.extend(item, {
  /** Whether the caller's rows have voted; null for who is not on the roll, or where there is none yet. */
  voted: z.nullable(z.boolean()),
})
export type PollListedView = z.infer<typeof listedItem>

/** Who of the supervisors has signed the root, who refuses and why, and who has done neither. */
const supervision = {
  signatures: z.array(z.object({ name: z.string(), at: isoTime })),
  declined: z.array(
    z.object({ name: z.string(), reason: z.string(), at: isoTime, signedLater: z.boolean() }),
  ),
  awaited: z.array(z.string()),
}

const rollSummary = z.object({
  asOf: isoDay,
  publishedOn: isoDay,
  objectionsUntil: isoDay,
  rows: z.number(),
  /** Heads, or their weights: as many as rows unless the poll weighs. */
  votes: z.number(),
  /** In 0.01 m²; 0 where area does not count. */
  area: z.number(),
  fingerprint: z.string(),
})

const poll = z
  .extend(item, {
    about: z.string(),
    rules: z.array(z.string()),
    sources: z.array(z.string()),
    electorate: z.enum(pollElectorates),
    questions: z.array(questionSchema),
    fingerprint: z.nullable(z.string()),
    roll: z.nullable(rollSummary),
    /** Of the whole roll, and only where the pack shows it; null otherwise. */
    turnout: z.nullable(z.object({ voted: z.number(), rows: z.number() })),
    result: z.nullable(
      z.object({
        outcomes: z.array(outcomeSchema),
        root: z.string(),
        voted: z.number(),
        publishedAt: isoTime,
        ...supervision,
        /** Where the city's own system has counted; null for a count of our own. */
        official: z.nullable(officialView),
      }),
    ),
    cancelReason: z.nullable(z.string()),
  })
  .register(z.globalRegistry, { id: 'Poll' })
export type PollView = z.infer<typeof poll>

const myRow = z.object({
  rowId: id,
  serial: z.number(),
  label: z.string(),
  votes: z.number(),
  area: z.number(),
  /** Those who share the row, masked; one for a row of one person. */
  sharers: z.array(z.object({ personId: id, name: z.string(), isMe: z.boolean() })),
  /** Whether this caller casts a secret row; always true where the row is the caller's alone. */
  isVoter: z.boolean(),
  asProxy: z.boolean(),
  voted: z.boolean(),
  suspended: z.boolean(),
  /** A named ballot's own answers; null in a secret poll, where nobody can know them. */
  answers: z.nullable(z.array(z.string())),
  changes: z.number(),
})
const mine = z.object({
  rows: z.array(myRow),
  abilities: z.object({ vote: z.boolean(), change: z.boolean(), object: z.boolean(), notMe: z.boolean() }),
})
export type MyRowsView = z.infer<typeof mine>

const rollLine = z.object({
  serial: z.number(),
  label: z.string(),
  votes: z.number(),
  area: z.number(),
  /** Who holds the row's mandate, masked; mandates are public (居民委员会组织法 art. 19). */
  mandate: z.nullable(z.string()),
})
export type RollLineView = z.infer<typeof rollLine>

/** A line as the desk works on it: nothing of whether or how it voted. */
const deskLine = z.extend(rollLine, {
  rowId: id,
  /** The ballot was delivered with proof. */
  served: z.boolean(),
})
export type DeskLineView = z.infer<typeof deskLine>

const notMeItem = z.object({ serial: z.number(), label: z.string(), text: z.string(), at: isoTime })
export type NotMeView = z.infer<typeof notMeItem>

const objection = z.object({
  id,
  text: z.string(),
  at: isoTime,
  decision: z.nullable(
    z.object({ accepted: z.boolean(), reason: z.string(), at: isoTime, byName: z.string() }),
  ),
})
export type ObjectionView = z.infer<typeof objection>

const desk = z
  .extend(item, {
    version,
    draft,
    facts: factsView,
    /** Papers printed for a secret poll. */
    papers: z.number(),
    refusals: z.array(refusal),
    checklist: z.array(checklistItem),
    roll: z.nullable(
      z.extend(rollSummary, {
        /** Persons left out until staff have confirmed who they are; rooms without a known owner. */
        pending: z.number(),
        ownerless: z.number(),
        withoutVoter: z.number(),
      }),
    ),
    openObjections: z.number(),
    turnout: z.nullable(z.object({ voted: z.number(), rows: z.number() })),
    /** After closing: rows not yet sealed, marks at the desk, papers entered. */
    closing: z.nullable(z.object({ unsealed: z.number(), marked: z.number(), entered: z.number() })),
    root: z.nullable(z.string()),
    outcomes: z.array(outcomeSchema),
    notMe: z.number(),
    ...supervision,
    official: z.nullable(officialDeskView),
    /** Which events the caller may fire now. */
    abilities: z.record(z.string(), z.boolean()),
  })
  .register(z.globalRegistry, { id: 'PollDesk' })
export type PollDeskView = z.infer<typeof desk>

const moved = z.object({ id, phase: z.enum(phases), version })
const rowBody = { rowId: id }

const sampleSetup: z.infer<typeof setup> = {
  packId: 'straw_poll',
  cityId: null,
  matter: 'general',
  ownerItem: null,
  secrecy: 'secret',
  electorate: 'person',
  questions: [
    {
      kind: 'motion',
      text: '是否同意把中心花园的空地改成晾衣区？',
      method: 'single',
      options: ['同意', '反对'],
      min: 1,
      max: 1,
      scoreMax: 0,
      seats: 1,
    },
  ],
  isWeighted: false,
  quorum: null,
  majority: null,
  majorityOf: 'cast',
  silent: 'not_participating',
  followProofs: { clause: '', deliveredToEach: false, warnedOnBallot: false, reviewedByStreet: false },
  proxiesPerHolder: 0,
  opensOn: '2026-12-20',
  closesOn: '2026-12-26',
}
const sampleId = 'pol_1BoxkVZLBjFjeN8D7rQ2wX'
const sampleDraft: PollDraft = {
  title: '中心花园空地怎么用',
  about: '',
  nodeId: 'nod_1BoxkVZLBjFjeN8D7rQ2wX',
  setup: sampleSetup,
  electorIds: [],
}
const sampleItem: PollItemView = {
  id: sampleId,
  title: sampleDraft.title,
  phase: 'open',
  phaseLabel: '投票中',
  packLabel: '意向征询',
  secrecy: 'secret',
  isOfficial: false,
  opensAt: SAMPLE_TIME,
  closesAt: SAMPLE_TIME,
}
const samplePoll: PollView = {
  ...sampleItem,
  about: '',
  rules: ['这是意向征询，不是法律上的表决。'],
  sources: ['《城市居民委员会组织法》第 32 条'],
  electorate: 'person',
  questions: [],
  fingerprint: null,
  roll: null,
  turnout: null,
  result: null,
  cancelReason: null,
}
const sampleDesk: PollDeskView = {
  ...sampleItem,
  version: 0,
  draft: sampleDraft,
  facts: {
    ...{ noticeDay: null, partyStudyOn: null, attendanceRule: '', willBeFiled: false },
    ...{ paperPlace: '', deliveryKept: false },
  },
  papers: 0,
  refusals: [],
  checklist: [],
  roll: null,
  openObjections: 0,
  turnout: null,
  closing: null,
  root: null,
  outcomes: [],
  notMe: 0,
  ...{ signatures: [], declined: [], awaited: [], official: null },
  abilities: { prepare: true },
}
const sampleMoved = { id: sampleId, phase: 'preparing' as const, version: 1 }
const SAMPLE_ROW = 'prw_1BoxkVZLBjFjeN8D7rQ2wX'
const SAMPLE_CODE = '00112233445566778899aabbccddeeff'

const staffQuery = z.strictObject({ ...pageQuery, communityId: z.optional(id) })
const event = {
  params: idParams,
  body: z.strictObject({ version }),
  response: moved,
  errors: ['unauthenticated', 'forbidden', 'not_found', 'invalid_status', 'version_conflict'],
  examples: { body: { version: 0 }, response: sampleMoved },
} as const
const notOpen = ['unauthenticated', 'not_found', 'poll_not_open', 'not_on_roll'] as const
const deskErrors = ['unauthenticated', 'forbidden', 'not_found'] as const

export const pollSchemas = {
  list: {
    query: z.strictObject(pageQuery),
    response: page(listedItem),
    errors: ['unauthenticated'],
    examples: { response: { items: [{ ...sampleItem, voted: false }], nextCursor: null } },
  },
  get: {
    params: idParams,
    response: poll,
    errors: ['unauthenticated', 'not_found'],
    examples: { response: samplePoll },
  },
  mine: {
    params: idParams,
    response: mine,
    errors: ['unauthenticated', 'not_found'],
    examples: {
      response: { rows: [], abilities: { vote: false, change: false, object: false, notMe: false } },
    },
  },
  roll: {
    params: idParams,
    query: z.strictObject(pageQuery),
    response: page(rollLine),
    errors: ['unauthenticated', 'not_found', 'invalid_status'],
    examples: {
      response: {
        items: [{ serial: 1, label: '3 号楼 2 单元 周**', votes: 1, area: 0, mandate: null }],
        nextCursor: null,
      },
    },
  },
  object: {
    params: idParams,
    body: z.strictObject({ text: text(500, 5) }),
    response: objection,
    errors: ['unauthenticated', 'not_found', 'invalid_status'],
    examples: {
      body: { text: '名册上没有我家' },
      response: { id: 'pob_1BoxkVZLBjFjeN8D7rQ2wX', text: '名册上没有我家', at: SAMPLE_TIME, decision: null },
    },
  },
  nameVoter: {
    params: idParams,
    body: z.strictObject({ ...rowBody, personId: id }),
    response: empty,
    errors: ['unauthenticated', 'not_found', 'not_on_roll', 'invalid_status'],
    examples: { body: { rowId: SAMPLE_ROW, personId: 'per_1BoxkVZLBjFjeN8D7rQ2wX' }, response: {} },
  },
  vote: {
    params: idParams,
    body: z.strictObject({
      ...rowBody,
      answers: choices,
      /** Whoever casts for a shared row states that the others agree. */
      othersAgree: z.boolean(),
    }),
    response: z.object({ recorded: z.literal(true), changes: z.number() }),
    errors: [...notOpen, 'already_voted', 'row_suspended'],
    examples: {
      body: { rowId: SAMPLE_ROW, answers: ['A'], othersAgree: true },
      response: { recorded: true, changes: 0 },
    },
  },
  dissent: {
    params: idParams,
    body: z.strictObject(rowBody),
    response: empty,
    errors: [...notOpen, 'invalid_status'],
    examples: { body: { rowId: SAMPLE_ROW }, response: {} },
  },
  cast: {
    params: idParams,
    body: z.strictObject({
      ...rowBody,
      /** One a question, each with a code of its own that the phone has drawn: 128 bits. */
      ballots: z.array(z.strictObject({ code, choice })).check(z.minLength(1), z.maxLength(MOST_QUESTIONS)),
    }),
    response: z.object({ recorded: z.literal(true) }),
    errors: notOpen,
    examples: {
      body: { rowId: SAMPLE_ROW, ballots: [{ code: SAMPLE_CODE, choice: 'A' }] },
      response: { recorded: true },
    },
  },
  board: {
    params: idParams,
    response: boardSchema,
    errors: ['unauthenticated', 'not_found', 'forbidden', 'invalid_status'],
    examples: {
      response: {
        format: 'linli-board/1',
        poll: {
          id: sampleId,
          title: sampleDraft.title,
          secrecy: 'secret',
          electorate: 'person',
          pack: 'straw_poll@2026-01',
          city: null,
          opensAt: SAMPLE_TIME,
          closesAt: SAMPLE_TIME,
          questions: [],
        },
        pollFingerprint: '',
        roll: { fingerprint: '', rows: 0, votes: 0, area: 0, voted: 0 },
        secret: [],
        named: null,
        root: '',
        outcomes: [],
      },
    },
  },
  notMe: {
    params: idParams,
    body: z.strictObject({ ...rowBody, text: text(500, 5) }),
    response: empty,
    errors: ['unauthenticated', 'not_found', 'not_on_roll', 'invalid_status', 'conflict'],
    examples: { body: { rowId: SAMPLE_ROW, text: '我没有投过票' }, response: {} },
  },
  deskList: {
    query: staffQuery,
    response: page(item),
    errors: deskErrors,
    examples: { response: { items: [sampleItem], nextCursor: null } },
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
        attendanceRule: '',
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
    response: z.object({ items: z.array(objection) }),
    errors: deskErrors,
    examples: { response: { items: [] } },
  },
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
  notMes: {
    params: idParams,
    response: z.object({ items: z.array(notMeItem) }),
    errors: deskErrors,
    examples: { response: { items: [] } },
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
    errors: [...deskErrors, 'invalid_status', 'proxy_refused'],
    examples: {
      body: { rowId: SAMPLE_ROW, holderId: 'per_1BoxkVZLBjFjeN8D7rQ2wX', mandateRef: '委托书 2026-12-01' },
      response: {},
    },
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
    response: z.object({ papers: z.array(z.object({ serial: z.number(), code })) }),
    errors: [...deskErrors, 'invalid_status', 'conflict'],
    examples: { body: { count: 20 }, response: { papers: [{ serial: 1, code: SAMPLE_CODE }] } },
  },
  batch: {
    params: idParams,
    body: z.strictObject({
      papers: z
        .array(z.strictObject({ serial: whole(1, 2000), answers: z.nullable(choices) }))
        .check(z.minLength(1), z.maxLength(200)),
    }),
    response: z.object({ entered: z.number(), marked: z.number() }),
    errors: [...deskErrors, 'invalid_status', 'conflict', 'not_reconciled'],
    examples: {
      body: { papers: [{ serial: 3, answers: ['A'] }] },
      response: { entered: 1, marked: 1 },
    },
  },
  count: { ...event, errors: [...event.errors, 'not_reconciled'] },
  publish: { ...event, errors: [...event.errors, 'second_factor_required'] },
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
} as const satisfies SchemaTable<typeof pollRoutes>
