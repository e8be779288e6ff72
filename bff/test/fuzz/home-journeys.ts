import type { TestApp } from '../test-app'
import type { Act, Journey, Scene } from './walk'

const DAY_MS = 86_400_000

/** The elder of the cast asks to act for the resident. */
const ELDERS_WISH = 'dla_testE1dersWish1111'

const ask = (persona: string): Act => [
  persona,
  'homes.request',
  { subject: 'self', relation: 'tenant', name: '李敏', birthDate: null, basis: undefined },
]

/** The ways of a request through the office. */
export const homeRequestJourneys: readonly Journey[] = [
  [
    ask('grid-worker'),
    ['community-staff', 'homes.get'],
    ['community-staff', 'homes.ask'],
    ['grid-worker', 'homes.supplement', { text: '重新拍了合同第一页' }],
    ['community-admin', 'homes.refuse'],
  ],
  [ask('property-staff'), ['property-staff', 'homes.withdraw']],
  [ask('supervisor'), ['community-staff', 'homes.approve', { personId: null }]],
]

/** Ways that need what only the demo knows: who lives with whom, whose number has lain idle. */
export async function homeJourneys(
  app: TestApp,
  codes: ReadonlyMap<string, string>,
): Promise<readonly Journey[]> {
  const rows = async (name: string) => app.rows(name)
  const persons = await rows('persons')
  const residencies = (await rows('residencies')).filter((row) => row['to'] === null)
  const bindings = await rows('bindings')
  const personas = new Set(
    (await rows('accounts')).filter((row) => row['demo'] !== null).map((row) => row['_id']),
  )
  const owner = persons.find((row) => row['name'] === '周玉兰')
  const home = residencies.find((row) => row['personId'] === owner?.['_id'] && row['relation'] === 'owner')
  const roomId = String(home?.['roomId'])
  const others = residencies.filter((row) => row['roomId'] === roomId && row['personId'] !== owner?.['_id'])
  const partner = others.find((row) => row['relation'] === 'owner') ?? others[0]
  const member = others.find((row) => row['relation'] === 'family')
  // Residents of the same community who are nobody of the cast.
  const neighbours = bindings.filter(
    (row) => row['communityId'] === home?.['communityId'] && !personas.has(row['accountId']),
  )
  const [second, third, fourth, ...further] = neighbours
  // Whose number the office does not know: it has nothing to compare the one at the counter with.
  const unconfirmed = persons.filter((row) => row['identityConfirmedAt'] === null).map((row) => row['_id'])
  const lost = further.find((row) => unconfirmed.includes(row['personId']))

  /** Somebody whose phone has lain idle signs in, and is asked for more. */
  async function ticketFor(accountId: unknown): Promise<{ ticket: string; name: string; fact: string }> {
    const phone = await app.deps.services.session.phoneOf(String(accountId))
    const long = new Date(app.clock.now().getTime() - 400 * DAY_MS)
    const accounts = app.connection
      .getClient()
      .db(app.connection.name)
      .collection<{ _id: string }>('accounts')
    await accounts.updateOne({ _id: String(accountId) }, { $set: { lastSeenAt: long } })
    await app.visitor.post('/session/sms-codes', { phone })
    const asked = await app.visitor.post('/session/phone', { phone, code: codes.get(phone ?? '') })
    const person = persons.find((row) =>
      bindings.some((one) => one['accountId'] === accountId && one['personId'] === row['_id']),
    )
    const fact = residencies.find((row) => row['personId'] === person?.['_id'])?.['roomLabel']
    const { ticket } = asked.body['details'] as { ticket: string }
    return { ticket, name: String(person?.['name']), fact: String(fact) }
  }

  const back = await ticketFor(third?.['accountId'])
  const gone = await ticketFor(fourth?.['accountId'])
  const counter = {
    personId: lost?.['personId'],
    phone: '13812340000',
    paper: 'passport',
    paperTail: '0000',
  }
  const toPartner = {
    ...{ personId: partner?.['personId'], name: undefined, phone: undefined },
    ...{ scope: ['opinions'], lastDay: '2027-06-01' },
  }
  const asked = ({ told }: Scene) => ({ id: told('homes.askDelegate', 'asks.0.id') })
  const elder = persons.find((row) => row['name'] === '吴桂英')
  await app.connection
    .getClient()
    .db(app.connection.name)
    .collection<{ _id: string; askedAt: Date }>('delegate_asks')
    .insertOne({
      _id: ELDERS_WISH,
      ...{ communityId: owner?.['communityId'], principalPersonId: owner?.['_id'] },
      ...{ delegatePersonId: elder?.['_id'], scope: ['notices'], lastDay: '2027-06-01' },
      askedAt: app.clock.now(),
    })

  return [
    [['resident', 'session.answerSecondFact', back]],
    [['resident', 'session.beginAnew', { ticket: gone.ticket }]],
    [['community-staff', 'homes.bindings', { id: roomId }]],
    [['community-staff', 'homes.endBinding', { id: second?.['_id'], reason: 'own_wish' }]],
    [
      ['community-staff', 'recovery.sendCode', counter],
      ['community-staff', 'recovery.recover', counter],
    ],
    [['resident', 'homes.livesIn', { id: home?.['_id'], livesIn: true }]],
    [['resident', 'homes.match', { roomId, name: '周玉兰' }]],
    [
      [
        'resident',
        'homes.addDelegate',
        { personId: partner?.['personId'], name: undefined, phone: undefined },
      ],
      ['resident', 'homes.endDelegate'],
    ],
    [
      ['resident', 'homes.askDelegate', toPartner],
      ['resident', 'homes.declineDelegate', asked],
    ],
    [
      ['resident', 'homes.askDelegate', toPartner],
      ['community-staff', 'homes.delegateAsks'],
      ['community-staff', 'homes.dismissDelegate', asked],
    ],
    [
      ['resident', 'homes.askDelegate', toPartner],
      [
        'community-admin',
        'homes.confirmDelegate',
        (scene) => ({ ...asked(scene), consentDay: '2026-11-01' }),
      ],
    ],
    [['resident', 'homes.agreeDelegate', { id: ELDERS_WISH }]],
    [['resident', 'homes.endRelation', { id: member?.['_id'] }]],
    [
      ['resident', 'homes.invite', { roomId, relation: 'family' }],
      ['resident', 'homes.sheet'],
      ['newcomer', 'homes.look'],
      ['newcomer', 'homes.redeem', { name: '孙悦', birthDate: null }],
    ],
    [['community-staff', 'homes.slips', { placeId: home?.['buildingId'], relation: 'tenant' }]],
    [
      ['community-staff', 'homes.invite', { roomId, relation: 'tenant' }],
      ['community-staff', 'homes.takeBack'],
    ],
  ]
}
