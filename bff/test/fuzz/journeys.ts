import { bookingJourneys } from './booking-journeys'
import { caseJourneys } from './case-journeys'
import { councilJourneys } from './council-journeys'
import { homeRequestJourneys } from './home-journeys'
import { intakeJourneys } from './intake-journeys'
import { listJourneys } from './list-journeys'
import { peopleJourneys } from './people-journeys'
import { pollJourneys } from './poll-journeys'
import { privacyJourneys } from './privacy-journeys'
import { readingJourneys } from './reading-journeys'
import { secondFactorJourneys } from './second-factor-journeys'
import { spaceJourneys } from './space-journeys'
import type { Act, Journey } from './walk'

/** Of an account that plays no part; fuzz.test.ts signs it in. */
export const SPARE_PHONE = '13700000001'
export const OTHER_SPARE_PHONE = '13700000002'
/** Nobody's: what is given to it waits. */
const UNKNOWN_PHONE = '13700000009'

const submit: Act = ['resident', 'opinions.submit', { wantsPublic: true }]
const write: Act = ['community-staff', 'notices.create', { mustConfirm: true, expiresAt: null }]

/**
 * Ways of one thing through the house, from its making to its end. Chance alone comes to the far end of such a
 * chain only now and then: each act needs the right person, the status the last act left, and the newest version.
 */
export const journeys: readonly Journey[] = [
  [
    submit,
    ['resident', 'opinions.get'],
    ['community-staff', 'opinions.accept'],
    ['community-staff', 'opinions.start'],
    ['community-staff', 'opinions.note'],
    ['community-staff', 'opinions.requestInfo'],
    ['resident', 'opinions.supplement'],
    ['community-staff', 'opinions.reply'],
    ['community-staff', 'opinions.makePublic'],
    ['community-staff', 'opinions.showPhotos', { photos: [] }],
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
  ...caseJourneys(submit),
  [
    write,
    ['community-staff', 'notices.update', { mustConfirm: true, expiresAt: null }],
    ['community-staff', 'notices.schedule'],
    ['community-staff', 'notices.unschedule'],
    ['community-admin', 'notices.publish'],
    'effects',
    ['community-staff', 'notices.reachHouseholds'],
    ['community-admin', 'notices.pin'],
    ['community-staff', 'notices.unpin'],
    ['grid-worker', 'notices.recordVisit'],
    ['resident', 'notices.read'],
    ['resident', 'notices.confirm'],
    ['community-staff', 'notices.remind'],
    ['community-staff', 'notices.withdraw'],
  ],
  [write, ['community-staff', 'notices.discard']],
  ...homeRequestJourneys,
  [
    [
      'community-admin',
      'grants.grant',
      { role: 'community_staff', holder: { phone: SPARE_PHONE, name: '孙小芳' } },
    ],
    ['community-admin', 'grants.changeExpiry', { lastDay: null }],
    ['community-admin', 'grants.revoke'],
    ['community-admin', 'audit.list'],
  ],
  [
    [
      'community-admin',
      'grants.grant',
      { role: 'community_staff', holder: { phone: UNKNOWN_PHONE, name: '孙小芳' } },
    ],
    ['community-admin', 'grants.withdrawInvitation'],
  ],
  [
    ['district-operator', 'tenants.createCommunity', ({ round }) => ({ name: `荷塘${round}社区` })],
    ['district-operator', 'tenants.get'],
    ['district-operator', 'tenants.rename'],
    ['district-operator', 'tenants.get'],
    ['district-operator', 'tenants.suspend'],
    ['district-operator', 'tenants.get'],
    ['district-operator', 'tenants.resume'],
  ],
  ...listJourneys,
  ...intakeJourneys,
  ...spaceJourneys,
  ...peopleJourneys,
  ...secondFactorJourneys,
  ...councilJourneys,
  ...pollJourneys,
  ...bookingJourneys,
  ...privacyJourneys,
  ...readingJourneys,
]

/** The spare account `fromAccountId` gets a post and leaves it to the other one. */
export const handOverJourney = (fromAccountId: string): Journey => [
  [
    'community-admin',
    'grants.grant',
    { role: 'community_staff', holder: { phone: SPARE_PHONE, name: '孙小芳' } },
  ],
  ['community-admin', 'grants.handOver', { fromAccountId, to: { phone: OTHER_SPARE_PHONE, name: '孙小芳' } }],
]
