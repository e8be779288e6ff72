import * as z from 'zod/mini'
import { id, isoDay, isoTime } from '../scalars.schema'
import { MOST_OPTIONS, MOST_QUESTIONS, pollSecrecies } from './polls.kinds'
import { SAMPLE_TIME } from './board.schema'
import { pollMachine, type PollPhase } from './polls.machine'

export const phases = [
  ...(Object.keys(pollMachine) as (keyof typeof pollMachine)[]),
  'waiting',
  'open',
  'closed',
] as const satisfies readonly PollPhase[]

export const whole = (min: number, max: number) => z.number().check(z.int('要是整数'), z.gte(min), z.lte(max))
export const ballotCode = z.string().check(z.regex(/^[0-9a-f]{32}$/, '选票码不对，请更新后再试'))
/** One answer; which texts are answers is the method's rule, judged against the poll. */
export const choice = z
  .string()
  .check(z.maxLength(MOST_OPTIONS, '选项太多'), z.regex(/^(-|[A-T]+|\d+)$/, '请选择，或者选“弃权”'))
export const choices = z.array(choice).check(z.minLength(1), z.maxLength(MOST_QUESTIONS))

export const pollItem = z.object({
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
export type PollItemView = z.infer<typeof pollItem>

/** Who of the supervisors has signed the root, who refuses and why, and who has done neither. */
export const supervision = {
  signatures: z.array(z.object({ name: z.string(), at: isoTime })),
  declined: z.array(
    z.object({ name: z.string(), reason: z.string(), at: isoTime, signedLater: z.boolean() }),
  ),
  awaited: z.array(z.string()),
}

/** That a charter was filed with the street (居民委员会组织法 art. 31): the day, and the number of the receipt, if it has one. */
export const filing = z.object({ filedOn: isoDay, reference: z.string(), byName: z.string() })
export type FilingView = z.infer<typeof filing>

export const rollSummary = z.object({
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

export const rollLine = z.object({
  serial: z.number(),
  label: z.string(),
  votes: z.number(),
  area: z.number(),
  /** Who holds the row's mandate, masked; mandates are public (居民委员会组织法 art. 19). */
  mandate: z.nullable(z.string()),
})
export type RollLineView = z.infer<typeof rollLine>

export const objection = z.object({
  id,
  text: z.string(),
  at: isoTime,
  decision: z.nullable(
    z.object({ accepted: z.boolean(), reason: z.string(), at: isoTime, byName: z.string() }),
  ),
})
export type ObjectionView = z.infer<typeof objection>
/** What the desk has found where somebody says that the record of the own vote is wrong. */
export const finding = z.object({
  upheld: z.boolean(),
  reason: z.string(),
  at: isoTime,
  byName: z.string(),
  /** The ballot is gone and the row was open again: only while voting went on, and never in a secret poll. */
  annulled: z.boolean(),
})
export type FindingView = z.infer<typeof finding>
export const rowBody = { rowId: id }
const sampleId = 'pol_1BoxkVZLBjFjeN8D7rQ2wX'
export const sampleItem: PollItemView = {
  id: sampleId,
  title: '中心花园空地怎么用',
  phase: 'open',
  phaseLabel: '投票中',
  packLabel: '意向征询',
  secrecy: 'secret',
  isOfficial: false,
  opensAt: SAMPLE_TIME,
  closesAt: SAMPLE_TIME,
}
export const deskErrors = ['unauthenticated', 'forbidden', 'not_found'] as const
