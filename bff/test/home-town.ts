import type { Relation } from '../src/modules/people/residency.model'
import type { SmsMessage } from '../src/platform/sms/sms'
import { bodyOf, type Client } from './http-client'
import { createSmsBox, signInByPhone } from './own-account'
import { buildPeopleTown, type PeopleTown } from './people-town'
import { startTestApp, type TestApp, type TestAppOptions } from './test-app'

/** Somebody with an account of their own, signed in by SMS. */
export interface Neighbour {
  readonly client: Client
  readonly accountId: string
  readonly accessToken: string
  readonly refreshToken: string
  /** The own view, read anew. */
  me(): Promise<ActorAnswer>
}

export interface ActorAnswer {
  readonly accountId: string
  readonly displayName: string
  readonly verified: boolean
  readonly homes: { roomId: string; label: string; relation: string }[]
}

/** A neighbour who is on the roll of a room and has bound the account to it by name and phone. */
export interface BoundNeighbour extends Neighbour {
  readonly personId: string
  readonly phone: string
  /** Last digits of the phone, and of the passport of whoever was entered with one. */
  readonly tail: string
}

interface SessionAnswer {
  readonly accessToken: string
  readonly refreshToken: string
  readonly actor: ActorAnswer
}

/** The town of people with a way to sign in for real, and every SMS that was sent. */
export interface HomeTown extends PeopleTown {
  readonly app: TestApp
  readonly sent: SmsMessage[]
  /** The code last sent to a phone. */
  codeOf(phone: string): string
  /** Signs in by SMS, accepts the terms and looks at the community. */
  arrive(phone: string): Promise<Neighbour>
  /** A number nobody in this town has had yet. */
  freshPhone(): string
  /** Enters somebody on the roll of a room, who then arrives and binds the account. */
  bound(
    name: string,
    label: string,
    relation?: Relation,
    options?: { readonly passport?: true },
  ): Promise<BoundNeighbour>
  /** The own office, with a token made now: a test may have wound the clock on, and a token lives ten minutes. */
  readonly office: Client
}

export async function startHomeTown(options: TestAppOptions = {}): Promise<HomeTown> {
  const box = createSmsBox()
  const app = await startTestApp({ ...options, overrides: { ...options.overrides, sms: box.sms } })
  const town = await buildPeopleTown(app)

  const neighbour = ({ accessToken, refreshToken, actor }: SessionAnswer): Neighbour => {
    const client = app.withToken(accessToken)
    return {
      ...{ client, accessToken, refreshToken, accountId: actor.accountId },
      me: async () => (await client.get('/session')).body as unknown as ActorAnswer,
    }
  }

  async function arrive(phone: string): Promise<Neighbour> {
    const choices = { personalisedPush: false, wechatMessages: false }
    const { client } = await signInByPhone(app, box, phone, choices)
    return neighbour(bodyOf(await client.post('/session/community', { communityId: town.own })))
  }

  let phones = 0
  const freshPhone = (): string => `1391000${String(++phones).padStart(4, '0')}`

  const bound: HomeTown['bound'] = async (name, label, relation = 'owner', { passport } = {}) => {
    const phone = freshPhone()
    const [personId = ''] = await town.enrol({
      ...{ name, phone, birthDate: '1960-01-01', ...town.home(label, { relation }) },
      identity: passport ? { kind: 'passport', number: `E${phone}` } : null,
    })
    const neighbour = await arrive(phone)
    bodyOf(await neighbour.client.post('/homes/match', { roomId: town.room(label), name }))
    return { ...neighbour, personId, phone, tail: phone.slice(-4) }
  }

  return {
    ...{ ...town, app, sent: box.sent, codeOf: box.lastCode, arrive, freshPhone, bound },
    get office() {
      return town.as('community_staff')
    },
  }
}
