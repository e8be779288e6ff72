import type { SmsMessage } from '../src/platform/sms/sms'
import type { Client } from './http-client'
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
}

export async function startHomeTown(options: TestAppOptions = {}): Promise<HomeTown> {
  const sent: SmsMessage[] = []
  const sms = {
    send: (message: SmsMessage) => {
      sent.push(message)
      return Promise.resolve()
    },
  }
  const app = await startTestApp({ ...options, overrides: { ...options.overrides, sms } })
  const town = await buildPeopleTown(app)
  const codeOf = (phone: string): string =>
    sent.findLast((message) => message.phone === phone && message.template === 'sign_in_code')?.params[
      'code'
    ] ?? ''

  const neighbour = ({ accessToken, refreshToken, actor }: SessionAnswer): Neighbour => {
    const client = app.withToken(accessToken)
    return {
      ...{ client, accessToken, refreshToken, accountId: actor.accountId },
      me: async () => (await client.get('/session')).body as unknown as ActorAnswer,
    }
  }

  async function arrive(phone: string): Promise<Neighbour> {
    await app.visitor.post('/session/sms-codes', { phone })
    const signedIn = await app.visitor.post('/session/phone', { phone, code: codeOf(phone) })
    if (signedIn.status !== 200) throw new Error(`not signed in: ${signedIn.text}`)
    const first = app.withToken((signedIn.body as unknown as SessionAnswer).accessToken)
    const consent = { version: app.deps.services.session.currentTermsVersion() }
    const choices = { personalisedPush: false, wechatMessages: false }
    await first.post('/session/consents', { ...consent, ...choices })
    const chosen = await first.post('/session/community', { communityId: town.own })
    if (chosen.status !== 200) throw new Error(`no community: ${chosen.text}`)
    return neighbour(chosen.body as unknown as SessionAnswer)
  }

  return { ...town, app, sent, codeOf, arrive }
}
