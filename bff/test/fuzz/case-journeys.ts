import type { Act, Journey, Scene } from './walk'

const clerk = 'community-staff'
const company = 'property-staff'

const given = ({ told }: Scene) => ({
  leadKey: told('opinions.parties', 'items.0.key'),
  helpers: [],
  photoIds: [],
  copyText: '楼道堆了旧柜子',
})
const ofCommunity = ({ caller }: Scene) => ({ communityId: caller.communityId })

const dispatched = (submit: Act): Journey => [
  submit,
  [clerk, 'opinions.parties', ofCommunity],
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
    [clerk, 'opinions.parties', ofCommunity],
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
  [
    submit,
    [clerk, 'opinions.similar'],
    [clerk, 'opinions.split'],
    [clerk, 'opinions.accept'],
    [clerk, 'opinions.reply', { photoIds: [] }],
    ['resident', 'opinions.ask', { photoIds: [] }],
    [clerk, 'opinions.respond', { photoIds: [] }],
    ['resident', 'opinions.rate'],
    ['community-admin', 'opinions.callback', { reached: true, solved: 'yes', score: 4 }],
    ['community-admin', 'opinions.mark', { excluded: null, aboutPerson: false }],
    [clerk, 'opinions.templates', ofCommunity],
    [clerk, 'opinions.setTemplates', ofCommunity],
    [clerk, 'opinions.callbacks', ofCommunity],
    [clerk, 'opinions.figures', (scene) => ({ ...ofCommunity(scene), month: '2026-11' })],
    [clerk, 'opinions.figureCases', (scene) => ({ ...ofCommunity(scene), month: '2026-11' })],
  ],
  [
    submit,
    [clerk, 'opinions.staffList', { filter: 'to-accept' }],
    [clerk, 'opinions.merge', ({ told }) => ({ intoId: told('opinions.staffList', 'items.0.id') })],
  ],
]
