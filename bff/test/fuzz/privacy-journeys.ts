import { body, type Act, type Journey, type Scene } from './walk'

const own = ({ told }: Scene, path: string): unknown => told('privacy.myData', `records.0.${path}`)
const seeOwn: Act = ['resident', 'privacy.myData']
const ask: Act = [
  'resident',
  'privacy.askCorrection',
  (scene) => body({ field: 'other', personId: own(scene, 'personId'), value: '门牌号写错了' }),
]
const asked = ({ told }: Scene) => ({ id: told('privacy.askCorrection', 'id') })

/** Ways of what a person wants put right, and of a mark the person gave. */
export const privacyJourneys: readonly Journey[] = [
  [
    seeOwn,
    ask,
    ['community-staff', 'privacy.openCorrection', asked],
    ['community-staff', 'privacy.acceptCorrection', asked],
  ],
  [seeOwn, ask, ['community-staff', 'privacy.refuseCorrection', asked]],
  [seeOwn, ask, ['resident', 'privacy.withdrawCorrection', asked]],
  [
    seeOwn,
    [
      'resident',
      'privacy.removeMark',
      (scene) =>
        body({ personId: own(scene, 'personId'), code: own(scene, 'ownMarks.0.code') ?? 'volunteer' }),
    ],
  ],
]
