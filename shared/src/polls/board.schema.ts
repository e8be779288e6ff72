import * as z from 'zod/mini'
import { boardFormats, type Board, type FrozenPoll } from './board'
import { MOST_OPTIONS, pollElectorates, pollMethods, pollSecrecies, type PollQuestion } from './polls.kinds'
import type { Outcome } from './decision.rules'

export const SAMPLE_TIME = '2026-12-26T12:00:00.000Z'

const count = z.number().check(z.int(), z.gte(0))

export const shareRule = z.strictObject({
  kind: z.enum(['at_least', 'more_than']),
  num: count,
  den: z.number().check(z.int(), z.gte(1)),
})

const dimension = z.enum(['votes', 'area'])

export const questionSchema = z.object({
  id: z.string(),
  kind: z.enum(['motion', 'choice']),
  text: z.string(),
  method: z.enum(pollMethods),
  options: z
    .array(z.object({ key: z.string(), text: z.string(), about: z.optional(z.string()) }))
    .check(z.maxLength(MOST_OPTIONS)),
  min: count,
  max: count,
  scoreMax: count,
  seats: count,
  decision: z.object({
    dimensions: z.array(dimension),
    quorum: z.nullable(shareRule),
    majority: z.nullable(shareRule),
    majorityOf: z.enum(['cast', 'roll']),
    silent: z.enum(['not_participating', 'follow_majority']),
  }),
}) satisfies z.ZodMiniType<PollQuestion>

const weights = z.object({ votes: count, area: count })
const keys = z.array(z.string())

const verdict = z.object({
  participating: weights,
  inFavour: z.array(z.object({ key: z.string(), votes: count, area: count })),
  quorum: z.boolean(),
  options: z.array(z.object({ key: z.string(), majority: z.nullable(z.boolean()), chosen: z.boolean() })),
  winners: keys,
  tied: keys,
  passed: z.boolean(),
})

export const outcomeSchema = z.object({
  questionId: z.string(),
  count: z.object({
    ballots: count,
    cast: weights,
    abstained: weights,
    options: z.array(z.object({ key: z.string(), votes: count, area: count, score: count })),
    rounds: z.array(
      z.object({
        votes: z.array(z.object({ key: z.string(), votes: count })),
        resting: count,
        out: keys,
        winners: keys,
      }),
    ),
  }),
  strict: verdict,
  agreed: z.nullable(verdict),
  binding: z.enum(['strict', 'agreed']),
  notFollowed: z.nullable(z.enum(['no_majority', 'dimensions_differ'])),
}) satisfies z.ZodMiniType<Outcome>

/** What was frozen before opening. */
export const frozenPollSchema = z.object({
  id: z.string(),
  title: z.string(),
  secrecy: z.enum(pollSecrecies),
  electorate: z.enum(pollElectorates),
  pack: z.string(),
  city: z.nullable(z.string()),
  weighing: z.optional(z.string()),
  takesUnconfirmed: z.optional(z.boolean()),
  roll: z.optional(z.object({ rows: count, votes: count, area: count })),
  opensAt: z.string(),
  closesAt: z.string(),
  questions: z.array(questionSchema),
}) satisfies z.ZodMiniType<FrozenPoll>

/** The file that is downloaded; `npm run recount` reads nothing else. */
export const boardSchema = z
  .object({
    format: z.enum(boardFormats),
    poll: frozenPollSchema,
    pollFingerprint: z.string(),
    roll: z.object({ fingerprint: z.string(), rows: count, votes: count, area: count, voted: count }),
    secret: z.nullable(
      z.array(
        z.object({
          questionId: z.string(),
          entries: z.array(z.tuple([z.string(), z.string()])),
          checks: z.string(),
          root: z.string(),
          spoiled: count,
          missing: count,
        }),
      ),
    ),
    named: z.nullable(
      z.object({
        rows: z.array(
          z.object({
            serial: count,
            label: z.string(),
            votes: count,
            area: count,
            standing: z.enum(['voted', 'reached', 'absent', 'suspended']),
            answers: z.array(z.string()),
          }),
        ),
        checks: z.string(),
        head: z.string(),
      }),
    ),
    marks: z.optional(z.string()),
    root: z.string(),
    outcomes: z.array(outcomeSchema),
  })
  .register(z.globalRegistry, { id: 'PollBoard' }) satisfies z.ZodMiniType<Board>
/** A board as it comes over the wire. */
export type BoardFile = z.infer<typeof boardSchema>
