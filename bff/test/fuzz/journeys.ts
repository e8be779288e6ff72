import type { Caller } from './callers'
import type { Fuzzer } from './fuzzer'
import type { Operation } from './operations'

/** Who does what, and the values the way forks on; everything else is filled in from the schema. */
type Act = readonly [persona: string, operation: string, fixed?: Readonly<Record<string, unknown>>]
/** `effects`: what follows by itself, such as the households a notice is written down for, is waited for. */
export type Step = Act | 'effects'

const submit: Act = ['resident', 'opinions.submit', { wantsPublic: true }]
const ask = (persona: string): Act => [
  persona,
  'homes.request',
  { subject: 'self', relation: 'tenant', name: '李敏', birthDate: null, basis: undefined },
]
const write: Act = ['community-staff', 'notices.create', { mustConfirm: true, expiresAt: null }]

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
    ask('grid-worker'),
    ['community-staff', 'homes.ask'],
    ['grid-worker', 'homes.supplement'],
    ['community-admin', 'homes.refuse'],
  ],
  [ask('property-staff'), ['property-staff', 'homes.withdraw']],
  [ask('supervisor'), ['community-staff', 'homes.approve', { personId: null }]],
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
  for (const step of journey) {
    if (step === 'effects') {
      await deps.effects()
      continue
    }
    const [persona, id, fixed = {}] = step
    const operation = deps.operations.find((candidate) => candidate.id === id)
    const caller = deps.callers.find((candidate) => candidate.persona === persona)
    if (!operation || !caller) throw new Error(`no ${id} for ${persona}: a journey speaks of what is gone`)
    const answer = await deps.fuzzer.ask(operation, { caller, target, fixed, careful: true })
    if (answer.status >= 300) return
    const { id: thing, version } = answer.body
    target = {
      id: target?.id ?? String(thing),
      version: typeof version === 'number' ? version : (target?.version ?? 0),
    }
  }
}
