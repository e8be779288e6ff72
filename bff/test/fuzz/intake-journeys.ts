import type { Journey } from './walk'

/** A neighbour finds a public case beside the own draft, stands behind it, and lets go again. */
export const intakeJourneys: readonly Journey[] = [
  [
    ['resident', 'opinions.submit', { wantsPublic: true, categoryCode: 'facilities.lights' }],
    'effects',
    ['elder', 'opinions.suggest', { text: '楼道灯不亮，晚上看不见台阶' }],
    ['elder', 'opinions.support'],
    ['elder', 'opinions.followed'],
    ['elder', 'opinions.unfollow'],
    ['elder', 'opinions.follow'],
  ],
]
