import * as z from 'zod/mini'
import { file } from '../files/files.schema'
import { id, isoTime } from '../scalars.schema'
import { markedReasons } from './figures.rules'
import { holdReasonCodes, partyKinds } from './parties'

/** What the handling of a case adds to how staff see it. */

export const party = z
  .object({ key: z.string(), kind: z.enum(partyKinds), label: z.string() })
  .register(z.globalRegistry, { id: 'Party' })
export type PartyView = z.infer<typeof party>

const helper = z.object({
  party,
  task: z.string(),
  dueAt: isoTime,
  /** `还剩 2 个工作日`, `逾期 1 小时`, `用时 1 个工作日`. */
  short: z.string(),
  done: z.boolean(),
  late: z.boolean(),
})

export const handling = z.object({
  lead: party,
  helpers: z.array(helper),
  /** What the lead is asked to do. */
  instruction: z.string(),
  /** `锦程物业最晚今天 15:00 前签收`, or when it was. */
  signing: z.string(),
  signed: z.boolean(),
  /** Settled by the street: it is not handed back again. */
  final: z.boolean(),
  /** What an organisation reads instead of the resident's own words, checked by staff. */
  copyText: z.string(),
  copyPhotos: z.array(file),
})

export const extension = z.object({
  id,
  days: z.number(),
  reason: z.string(),
  by: z.string(),
  at: isoTime,
  state: z.enum(['asked', 'granted', 'refused']),
  answer: z.string(),
})

export const hold = z.object({ for: z.enum(holdReasonCodes), label: z.string(), note: z.string() })

/** Another case this one went into, or came out of. */
const partner = z.object({ id, number: z.string() })

export const caseFields = {
  handling: z.nullable(handling),
  hold: z.nullable(hold),
  extension: z.nullable(extension),
  callback: z.nullable(
    z.object({
      reached: z.boolean(),
      solved: z.nullable(z.enum(['yes', 'partly', 'no'])),
      score: z.nullable(z.number()),
      text: z.string(),
      by: z.string(),
      at: isoTime,
    }),
  ),
  excluded: z.nullable(z.enum(markedReasons)),
  aboutPerson: z.boolean(),
  mergedInto: z.nullable(partner),
  mergedFrom: z.array(partner),
  /** How often it was handed back. */
  returnCount: z.number(),
  /** How many people and organisations are barred because the case names them. */
  barredCount: z.number(),
  /** The caller leads from outside and sees the checked copy alone. */
  limited: z.boolean(),
}

export const caseAbilities = {
  merge: z.boolean(),
  split: z.boolean(),
  respond: z.boolean(),
  callback: z.boolean(),
  mark: z.boolean(),
  recuse: z.boolean(),
  readContact: z.boolean(),
  setUrgent: z.boolean(),
  dispatch: z.boolean(),
  take: z.boolean(),
  sign: z.boolean(),
  handBack: z.boolean(),
  hold: z.boolean(),
  resume: z.boolean(),
  refer: z.boolean(),
  adjudicate: z.boolean(),
  helpDone: z.boolean(),
  askExtension: z.boolean(),
  decideExtension: z.boolean(),
}
export type CaseAbility = keyof typeof caseAbilities

export const noCaseAbilities = {
  merge: false,
  split: false,
  respond: false,
  callback: false,
  mark: false,
  recuse: false,
  readContact: false,
  setUrgent: false,
  dispatch: false,
  take: false,
  sign: false,
  handBack: false,
  hold: false,
  resume: false,
  refer: false,
  adjudicate: false,
  helpDone: false,
  askExtension: false,
  decideExtension: false,
} as const satisfies Record<CaseAbility, boolean>

export const sampleCaseParts = {
  handling: {
    lead: { key: 'organisation:nod_1BoxkVZLBjFjeN8D7r:锦程物业', kind: 'organisation', label: '锦程物业' },
    helpers: [],
    instruction: '请和住户约时间搬走，办好拍一张照片',
    signing: '锦程物业最晚今天 15:00 前签收',
    signed: false,
    final: false,
    copyText: '楼道堆了旧柜子和纸箱，轮椅过不去',
    copyPhotos: [],
  },
  hold: null,
  extension: null,
  callback: null,
  excluded: null,
  aboutPerson: false,
  mergedInto: null,
  mergedFrom: [],
  returnCount: 0,
  barredCount: 0,
  limited: false,
}
