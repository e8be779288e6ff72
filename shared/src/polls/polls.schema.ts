import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { empty, id, idParams, isoTime, page, pageQuery, text } from '../scalars.schema'
import { leftOutReasons, MOST_QUESTIONS, pollElectorates } from './polls.kinds'
import { officialView } from './official.schema'
import { boardSchema, outcomeSchema, questionSchema, SAMPLE_TIME } from './board.schema'
import type { pollRoutes } from './polls.routes'
import {
  ballotCode,
  choice,
  choices,
  filing,
  finding,
  objection,
  pollItem,
  rollLine,
  rollSummary,
  rowBody,
  sampleItem,
  supervision,
} from './polls.parts.schema'
import { pollDeskSchemas } from './poll-desk.schema'
import { pollDoubtSchemas } from './poll-doubts.schema'
import { pollPaperSchemas } from './poll-papers.schema'

const listedItem = z.extend(pollItem, {
  /** Whether the caller's rows have voted; null for who is not on the roll, or where there is none yet. */
  voted: z.nullable(z.boolean()),
})
export type PollListedView = z.infer<typeof listedItem>

const poll = z
  .extend(pollItem, {
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
        /** By building, none below the minimum cell; empty where that leaves nothing to tell apart. */
        turnout: z.array(z.object({ place: z.string(), rows: z.number(), voted: z.number() })),
        publishedAt: isoTime,
        ...supervision,
        /** Where the city's own system has counted; null for a count of our own. */
        official: z.nullable(officialView),
        filing: z.optional(filing),
        /** It has to be filed with the street, and nobody has written down yet that it was. */
        awaitsFiling: z.optional(z.boolean()),
        /** Rows whose people say that the record is wrong, and those where that was found true; absent where nobody does. */
        doubts: z.optional(z.object({ said: z.number(), upheld: z.number() })),
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
  /** Who votes for this row by written mandate, masked; null without one, and for whoever holds it. */
  mandate: z.nullable(z.string()),
  /** Nothing was cast under the mandate yet, and the row is the caller's: it can be taken back. */
  mayTakeBack: z.boolean(),
  voted: z.boolean(),
  suspended: z.boolean(),
  /** A named ballot's own answers; null in a secret poll, where nobody can know them. */
  answers: z.nullable(z.array(z.string())),
  changes: z.number(),
  /** It may be said that the record is wrong: nobody has said so, and the ballot is not one of the caller's own phone. */
  mayDoubt: z.boolean(),
  /** What was said of it, and what was found. */
  doubt: z.nullable(z.object({ text: z.string(), at: isoTime, finding: z.nullable(finding) })),
})
const mine = z.object({
  rows: z.array(myRow),
  /** Why the caller is on no row of a roll of persons; null for who is on it, or was never meant to be. */
  leftOut: z.nullable(z.enum(leftOutReasons)),
  /** The caller's own objections to the roll with what was decided, the newest first. */
  objections: z.array(objection),
  abilities: z.object({ vote: z.boolean(), change: z.boolean(), object: z.boolean(), notMe: z.boolean() }),
})
export type MyRowsView = z.infer<typeof mine>
const sampleId = 'pol_1BoxkVZLBjFjeN8D7rQ2wX'
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
const SAMPLE_ROW = 'prw_1BoxkVZLBjFjeN8D7rQ2wX'
const SAMPLE_CODE = '00112233445566778899aabbccddeeff'
const notOpen = ['unauthenticated', 'not_found', 'poll_not_open', 'not_on_roll'] as const

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
      response: {
        rows: [],
        leftOut: null,
        objections: [],
        abilities: { vote: false, change: false, object: false, notMe: false },
      },
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
    errors: ['unauthenticated', 'not_found', 'invalid_status', 'objection_open'],
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
    errors: [...notOpen, 'already_voted', 'row_suspended', 'proxy_refused'],
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
  withdrawMandate: {
    params: idParams,
    body: z.strictObject(rowBody),
    response: empty,
    errors: [
      'unauthenticated',
      'not_found',
      'not_on_roll',
      'invalid_status',
      'poll_not_open',
      'mandate_used',
    ],
    examples: { body: { rowId: SAMPLE_ROW }, response: {} },
  },
  cast: {
    params: idParams,
    body: z.strictObject({
      ...rowBody,
      /** One a question, each with a code of its own that the phone has drawn: 128 bits. */
      ballots: z
        .array(z.strictObject({ code: ballotCode, choice }))
        .check(z.minLength(1), z.maxLength(MOST_QUESTIONS)),
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
        format: 'linli-board/2',
        poll: {
          id: sampleId,
          title: sampleItem.title,
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
        marks: '',
        root: '',
        outcomes: [],
      },
    },
  },
  ...pollDoubtSchemas,
  ...pollDeskSchemas,
  ...pollPaperSchemas,
} as const satisfies SchemaTable<typeof pollRoutes>
