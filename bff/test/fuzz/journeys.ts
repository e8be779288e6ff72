import type { Caller } from './callers'
import type { Fuzzer } from './fuzzer'
import type { Answer } from '../http-client'
import type { Operation } from './operations'

type Values = Readonly<Record<string, unknown>>
/**
 * Who does what, and the values the way forks on, which may follow from the answer before; everything else is filled
 * in from the schema. The name '' stands for the whole body.
 */
type Act = readonly [persona: string, operation: string, fixed?: Values | ((last: Answer['body']) => Values)]
/** `effects`: what follows by itself, such as the households a notice is written down for, is waited for. */
type Step = Act | 'effects'

const submit: Act = ['resident', 'opinions.submit', { wantsPublic: true }]
const write: Act = ['community-staff', 'notices.create', { mustConfirm: true, expiresAt: null }]

/** The own record a resident sees in the data kept about the own self. */
const ownRecord = ({ records }: Answer['body']) =>
  (records as readonly { personId: string; ownMarks: readonly { code: string }[] }[])[0]
const seeOwn: Act = ['resident', 'privacy.myData']
const askCorrection: Act = [
  'resident',
  'privacy.askCorrection',
  (last) => ({ '': { field: 'other', personId: ownRecord(last)?.personId, value: '门牌号写错了' } }),
]

/**
 * Ways of one thing through the house, from its making to its end. Chance alone comes to the far end of such a
 * chain only now and then: each act needs the right person, the status the last act left, and the newest version.
 */
export const journeys: readonly (readonly Step[])[] = [
  [
    submit,
    ['community-staff', 'opinions.accept'],
    ['community-staff', 'opinions.start'],
    ['community-staff', 'opinions.note'],
    ['community-staff', 'opinions.requestInfo'],
    ['resident', 'opinions.supplement'],
    ['community-staff', 'opinions.reply'],
    ['community-staff', 'opinions.makePublic'],
    ['resident', 'opinions.rate'],
    ['resident', 'opinions.reopen'],
    ['community-admin', 'opinions.reply'],
    ['community-admin', 'opinions.makePrivate'],
    ['resident', 'opinions.rate'],
  ],
  [
    submit,
    ['community-staff', 'opinions.requestInfo'],
    ['resident', 'opinions.supplement'],
    ['community-staff', 'opinions.reject'],
  ],
  [submit, ['community-staff', 'opinions.accept'], ['resident', 'opinions.withdraw']],
  [
    write,
    ['community-staff', 'notices.update', { mustConfirm: true, expiresAt: null }],
    ['community-staff', 'notices.schedule'],
    ['community-staff', 'notices.unschedule'],
    ['community-admin', 'notices.publish'],
    'effects',
    ['community-admin', 'notices.pin'],
    ['community-staff', 'notices.unpin'],
    ['grid-worker', 'notices.recordVisit'],
    ['resident', 'notices.read'],
    ['resident', 'notices.confirm'],
    ['community-staff', 'notices.remind'],
    ['community-staff', 'notices.withdraw'],
  ],
  [write, ['community-staff', 'notices.discard']],
  [
    seeOwn,
    askCorrection,
    ['community-staff', 'privacy.openCorrection'],
    ['community-staff', 'privacy.acceptCorrection'],
  ],
  [seeOwn, askCorrection, ['community-staff', 'privacy.refuseCorrection']],
  [seeOwn, askCorrection, ['resident', 'privacy.withdrawCorrection']],
  [
    seeOwn,
    [
      'resident',
      'privacy.removeMark',
      (last) => ({
        '': { personId: ownRecord(last)?.personId, code: ownRecord(last)?.ownMarks[0]?.code ?? 'dog' },
      }),
    ],
  ],
]

/** Walks one journey to its end, or until somebody of another lane came in between: then the way is another one. */
export async function walk(
  journey: readonly Step[],
  deps: {
    fuzzer: Fuzzer
    operations: readonly Operation[]
    callers: readonly Caller[]
    effects: () => Promise<unknown>
  },
): Promise<void> {
  let target: { id: string; version: number } | undefined
  let last: Answer['body'] = {}
  for (const step of journey) {
    if (step === 'effects') {
      await deps.effects()
      continue
    }
    const [persona, id, fixed = {}] = step
    const operation = deps.operations.find((candidate) => candidate.id === id)
    const caller = deps.callers.find((candidate) => candidate.persona === persona)
    if (!operation || !caller) throw new Error(`no ${id} for ${persona}: a journey speaks of what is gone`)
    const values = typeof fixed === 'function' ? fixed(last) : fixed
    const answer = await deps.fuzzer.ask(operation, { caller, target, fixed: values, careful: true })
    if (answer.status >= 300 || answer.status === 204) return
    last = answer.body
    const { id: thing, version } = last
    if (target === undefined && typeof thing !== 'string') continue
    target = {
      id: target?.id ?? String(thing),
      version: typeof version === 'number' ? version : (target?.version ?? 0),
    }
  }
}
