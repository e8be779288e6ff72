import { peopleJourneys } from './people-journeys'
import { secondFactorJourneys } from './second-factor-journeys'
import { spaceJourneys } from './space-journeys'
import type { Act, Journey } from './walk'

const submit: Act = ['resident', 'opinions.submit', { wantsPublic: true }]
const write: Act = ['community-staff', 'notices.create', { mustConfirm: true, expiresAt: null }]

/**
 * Ways of one thing through the house, from its making to its end. Chance alone comes to the far end of such a
 * chain only now and then: each act needs the right person, the status the last act left, and the newest version.
 */
export const journeys: readonly Journey[] = [
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
  ...spaceJourneys,
  ...peopleJourneys,
  ...secondFactorJourneys,
]
