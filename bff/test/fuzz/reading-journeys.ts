import { body, type Act, type Journey, type Scene } from './walk'

/** Who comes and goes: nobody else's way hangs on what becomes of this session. */
const GUEST = 'elder'
const first = (list: string) => (scene: Scene) => ({ id: scene.told(list, 'items.0.id') })

const ofPicture = ({ told }: Scene): Readonly<Record<string, unknown>> => {
  const address = new URL(String(told('files.upload', 'urls.view')), 'http://linli.invalid')
  const [variant, id] = address.pathname.split('/').reverse()
  return { id, variant, e: address.searchParams.get('e'), s: address.searchParams.get('s') }
}
const inCommunity = ({ caller }: Scene) => ({ communityId: caller.communityId })

/** Lists, each a way of its own. */
const looks: readonly Act[] = [
  ['community-staff', 'people.search'],
  ['community-admin', 'grants.list', inCommunity],
  ['community-staff', 'homes.invitations'],
  ['community-staff', 'imports.list', inCommunity],
  ['community-staff', 'exports.list', inCommunity],
  ['community-staff', 'notices.staffList'],
  ['community-staff', 'notices.previewAudience'],
  ['resident', 'meetings.list', inCommunity],
  ['resident', 'council.list', inCommunity],
  ['resident', 'polls.list', inCommunity],
  ['resident', 'bookings.mine'],
  ['resident', 'privacy.switchPurpose'],
  ['district-operator', 'tenants.createStreet', ({ round }) => ({ name: `荷塘${round}街道` })],
]

/** Ways of those who sign in and out, and of those who only look: chance asks for both now and then, and not always rightly. */
export const readingJourneys: readonly Journey[] = [
  ...looks.map((look): Journey => [look]),
  [
    [GUEST, 'session.listDemo'],
    [GUEST, 'session.signInDemo', { persona: GUEST }],
    [GUEST, 'session.me'],
    [GUEST, 'session.chooseCommunity'],
    [GUEST, 'session.signInWechat'],
    [GUEST, 'session.refresh'],
  ],
  [[GUEST, 'session.signOut']],
  [[GUEST, 'session.signOutEverywhere']],
  [[GUEST, 'session.withdrawConsent']],
  [
    ['resident', 'notices.list'],
    ['resident', 'opinions.board', inCommunity],
    ['resident', 'messages.list'],
    ['resident', 'messages.read', first('messages.list')],
  ],
  [
    ['resident', 'files.upload', { purpose: 'opinion_photo' }],
    ['resident', 'files.open', ofPicture],
  ],
  [
    [
      'community-staff',
      'exports.begin',
      ({ caller }) =>
        body({
          communityId: caller.communityId,
          ...{ kind: 'rooms', format: 'csv', purpose: 'check', masked: true },
        }),
    ],
  ],
]
