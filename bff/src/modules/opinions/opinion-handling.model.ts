import type { ClockFacts } from '@linli/shared/opinions/opinions.clock'
import type { markedReasons } from '@linli/shared/opinions/figures.rules'
import type { Rung, Warned } from '@linli/shared/opinions/opinions.ladder'
import type { HelperFacts, HoldReason, Party } from '@linli/shared/opinions/parties'
import { Schema } from 'mongoose'
import { fileRefSchema, type FileRef } from '../../platform/files/file-ref'

/** Who leads a case and who helps, since it was last given to somebody. */
export interface Handling {
  readonly lead: Party
  readonly helpers: readonly HelperFacts[]
  readonly instruction: string
  /** What an organisation reads; empty when none is among them. */
  readonly copy: { readonly text: string; readonly photos: readonly FileRef[] }
  readonly signing: ClockFacts
  /** Settled by the street. */
  readonly final: boolean
  /** Who gave it away: told when it comes back. */
  readonly byAccountId: string
  readonly byLabel: string
}

export interface Extension {
  readonly id: string
  readonly days: number
  readonly reason: string
  readonly byAccountId: string
  readonly byName: string
  readonly at: Date
  readonly state: 'asked' | 'granted' | 'refused'
  readonly answer: string
}

export interface Callback {
  readonly reached: boolean
  readonly said: { readonly solved: 'yes' | 'partly' | 'no'; readonly score: number } | null
  readonly text: string
  readonly byAccountId: string
  readonly byName: string
  readonly at: Date
}

/** What the handling adds to the stored case; absent where it does not apply, so that older rows read well. */
export interface HandlingFields {
  handling?: Handling
  /** Keys of the lead and the helpers: what is theirs to see beside what lies in their grid. */
  parties?: string[]
  /** What it waits for when that is not the resident. */
  hold?: { for: Exclude<HoldReason, 'resident'>; note: string }
  extension?: Extension
  /** How often it was handed back since it was accepted. */
  returnCount?: number
  /** The case this one went into, and those that went into it. */
  mergedInto?: { id: string; number: string }
  mergedFrom?: { id: string; number: string }[]
  /** What a callback heard after the case had ended; `said` is null when nobody was reached. */
  callback?: Callback
  /** Left out of the rates by a decision with a reason; the history says by whom. */
  excluded?: (typeof markedReasons)[number]
  /** A complaint against a person: handled and counted apart. */
  aboutPerson?: boolean
  /** Who is named in it: may neither handle nor read nor find it (回避; keys of shared/opinions/parties). */
  barred?: string[]
  /** The warning given last, and when the next one is due; absent while nothing has to be warned of. */
  warned?: Warned
  warnAt?: Date
  /** What was said about late promises and to whom, in the order it was said; for the staff of the community alone. */
  warnings?: WarningRow[]
}

/** One warning that was delivered. */
export interface WarningRow {
  id: string
  rung: Rung
  /** The promise it was about: a rung is told once per promise. */
  dueAt: Date
  /** `社区负责人 王秀英`; empty when nobody was there to be told. */
  told: string[]
  at: Date
}

const part = { _id: false, strict: 'throw' } as const

const pause = new Schema({ from: { type: Date, required: true }, to: { type: Date, default: null } }, part)
export const clockSchema = new Schema<ClockFacts>(
  {
    kind: { type: String, required: true },
    startedBy: { type: String, required: true },
    unit: { type: String, required: true },
    amount: { type: Number, required: true },
    extra: Number,
    start: String,
    hours: { type: [[Number]], default: undefined },
    startedAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    pauses: { type: [pause], default: [] },
    doneAt: { type: Date, default: null },
  },
  part,
)
const party = new Schema<Party>(
  {
    key: { type: String, required: true },
    kind: { type: String, required: true },
    label: { type: String, required: true },
  },
  part,
)
const helper = new Schema<HelperFacts>(
  {
    party: { type: party, required: true },
    task: { type: String, required: true },
    clock: { type: clockSchema, required: true },
  },
  part,
)
const copy = new Schema(
  { text: { type: String, default: '' }, photos: { type: [fileRefSchema], default: [] } },
  part,
)
const handling = new Schema<Handling>(
  {
    lead: { type: party, required: true },
    helpers: { type: [helper], default: [] },
    instruction: { type: String, default: '' },
    copy: { type: copy, required: true },
    signing: { type: clockSchema, required: true },
    final: { type: Boolean, required: true },
    byAccountId: { type: String, required: true },
    byLabel: { type: String, required: true },
  },
  part,
)
const hold = new Schema(
  { for: { type: String, required: true }, note: { type: String, required: true } },
  part,
)
const extension = new Schema<Extension>(
  {
    id: { type: String, required: true },
    days: { type: Number, required: true },
    reason: { type: String, required: true },
    byAccountId: { type: String, required: true },
    byName: { type: String, required: true },
    at: { type: Date, required: true },
    state: { type: String, required: true },
    answer: { type: String, default: '' },
  },
  part,
)

const partner = new Schema(
  { id: { type: String, required: true }, number: { type: String, required: true } },
  part,
)
const said = new Schema(
  { solved: { type: String, required: true }, score: { type: Number, required: true } },
  part,
)
const callback = new Schema<Callback>(
  {
    reached: { type: Boolean, required: true },
    said: { type: said, default: null },
    text: { type: String, default: '' },
    byAccountId: { type: String, required: true },
    byName: { type: String, required: true },
    at: { type: Date, required: true },
  },
  part,
)
const warned = new Schema<Warned>(
  { dueAt: { type: Date, required: true }, rung: { type: String, required: true } },
  part,
)

const warning = new Schema<WarningRow>(
  {
    id: { type: String, required: true },
    rung: { type: String, required: true },
    dueAt: { type: Date, required: true },
    told: { type: [String], default: [] },
    at: { type: Date, required: true },
  },
  part,
)

export const handlingFields = {
  handling: { type: handling, default: undefined },
  parties: { type: [String], default: undefined },
  hold: { type: hold, default: undefined },
  extension: { type: extension, default: undefined },
  returnCount: Number,
  callback: { type: callback, default: undefined },
  excluded: String,
  aboutPerson: Boolean,
  barred: { type: [String], default: undefined },
  mergedInto: { type: partner, default: undefined },
  mergedFrom: { type: [partner], default: undefined },
  warned: { type: warned, default: undefined },
  warnAt: Date,
  warnings: { type: [warning], default: undefined },
} as const
