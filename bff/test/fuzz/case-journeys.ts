import type { Act, Journey, Scene } from './walk'

const clerk = 'community-staff'
const company = 'property-staff'

const given = ({ told }: Scene) => ({
  leadKey: told('opinions.parties', 'items.0.key'),
  helpers: [],
  photoIds: [],
  copyText: '楼道堆了旧柜子',
})
const dispatched = (submit: Act): Journey => [
  submit,
  [clerk, 'opinions.parties', ({ caller }) => ({ communityId: caller.communityId })],
  [clerk, 'opinions.dispatch', given],
]

/** Ways of a case through several hands. */
export const caseJourneys = (submit: Act): readonly Journey[] => [
  [
    ...dispatched(submit),
    [company, 'opinions.sign'],
    [company, 'opinions.start'],
    [company, 'opinions.askExtension', { days: 2 }],
    ['community-admin', 'opinions.decideExtension', { grant: true }],
    [company, 'opinions.reply', { photoIds: [] }],
  ],
  [
    ...dispatched(submit),
    [company, 'opinions.handBack', { reason: 'outside_list' }],
    [clerk, 'opinions.refer'],
    ['street-admin', 'opinions.adjudicate', { leadKey: 'community' }],
    [clerk, 'opinions.sign'],
    [clerk, 'opinions.hold'],
    [clerk, 'opinions.resume'],
  ],
  [
    submit,
    [clerk, 'opinions.parties', ({ caller }) => ({ communityId: caller.communityId })],
    [
      clerk,
      'opinions.dispatch',
      (scene) => ({
        ...given(scene),
        leadKey: scene.told('opinions.parties', 'items.1.key'),
        helpers: [{ key: given(scene).leadKey, task: '借一辆手推车', days: 2 }],
      }),
    ],
    [company, 'opinions.helpDone'],
    [clerk, 'opinions.take'],
  ],
]
