import { body, type Act, type Journey, type Scene } from './walk'

const clerk = 'community-staff'
const company = 'property-staff'
const head = 'community-admin'

const given = ({ told }: Scene) => ({
  leadKey: told('opinions.parties', 'items.0.key'),
  helpers: [],
  photoIds: [],
  copyText: '楼道堆了旧柜子',
})
const ofCommunity = ({ caller }: Scene) => ({ communityId: caller.communityId })
/** What heads alone may open, the complaints about a person, is left to chance. */
const allOfMonth = { month: '2026-11', by: 'category', part: 'all' }

const accept = { kind: 'accept' }
/** What is due first may be the case just submitted. */
const anotherOf = ({ told }: Scene): unknown => {
  const [first, second] = [0, 1].map((at) => told('opinions.staffList', `items.${at}.id`))
  return first === told('opinions.submit', 'id') ? second : first
}
const firstOf = ({ told }: Scene) => told('opinions.staffList', 'items.0.id')

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
    [
      clerk,
      'opinions.setTemplates',
      (scene) => ({ ...ofCommunity(scene), version: scene.told('opinions.templates', 'version') }),
    ],
    [clerk, 'opinions.callbacks', ofCommunity],
    [clerk, 'opinions.figures', (scene) => ({ ...ofCommunity(scene), month: '2026-11' })],
    [clerk, 'opinions.figureCases', (scene) => ({ ...ofCommunity(scene), ...allOfMonth })],
  ],
  [
    ...dispatched(submit),
    ['resident', 'opinions.shareContact', { share: true }],
    [company, 'opinions.readContact'],
  ],
  [
    submit,
    [clerk, 'opinions.here'],
    [clerk, 'opinions.recusal'],
    [clerk, 'opinions.setUrgent', { urgent: true }],
    [head, 'opinions.recuse', { keys: [] }],
    [clerk, 'opinions.views', ofCommunity],
    [clerk, 'opinions.setViews', (scene) => ({ ...ofCommunity(scene), items: [] })],
    [clerk, 'opinions.caseCatalogue', ofCommunity],
    [
      head,
      'opinions.setCaseCatalogue',
      (scene) => {
        const of = (part: string) => scene.told('opinions.caseCatalogue', part)
        return body({
          ...{ ...ofCommunity(scene), version: of('version') },
          ...{ groups: of('groups'), limits: of('limits') },
        })
      },
    ],
    [clerk, 'opinions.exportList', (scene) => ({ ...ofCommunity(scene), gridId: null, masked: true })],
    [clerk, 'opinions.boardFigures', (scene) => ({ ...ofCommunity(scene), month: '2026-11' })],
    [clerk, 'opinions.staffList', { filter: 'to-accept' }],
    [clerk, 'opinions.bulkPreview', (scene) => body({ act: accept, ids: [firstOf(scene)] })],
    [clerk, 'opinions.bulk', (scene) => body({ act: accept, items: [{ id: firstOf(scene), version: 1 }] })],
  ],
  [
    submit,
    [clerk, 'opinions.staffList', { filter: 'to-accept' }],
    [clerk, 'opinions.merge', (scene) => ({ intoId: anotherOf(scene) })],
  ],
]
