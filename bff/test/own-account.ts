import type { SmsMessage } from '../src/platform/sms/sms'
import type { Client } from './http-client'
import type { TestApp } from './test-app'

/** Keeps what is sent by SMS, for signing in as a person would. */
export function createSmsBox() {
  const sent: SmsMessage[] = []
  return {
    sent,
    sms: {
      send(message: SmsMessage) {
        sent.push(message)
        return Promise.resolve()
      },
    },
    /** The code last sent to a phone, to sign in with or to be read out at a counter. */
    lastCode: (phone: string): string =>
      sent.findLast((message) => message.phone === phone && message.params['code'])?.params['code'] ?? '',
  }
}

export interface OwnAccount {
  readonly client: Client
  readonly accountId: string
  readonly refreshToken: string
}

/** Signs in by the phone as anybody does; with consent unless said otherwise. */
export async function signInByPhone(
  app: TestApp,
  box: ReturnType<typeof createSmsBox>,
  phone: string,
  consent: { wechatMessages: boolean; personalisedPush: boolean } | null = {
    wechatMessages: false,
    personalisedPush: true,
  },
): Promise<OwnAccount> {
  const asked = await app.visitor.post('/session/sms-codes', { phone })
  if (asked.status !== 202) throw new Error(`no code: ${asked.text}`)
  const session = await app.visitor.post('/session/phone', { phone, code: box.lastCode(phone) })
  if (session.status !== 200) throw new Error(`not signed in: ${session.text}`)
  const client = app.withToken(String(session.body['accessToken']))
  const { accountId } = session.body['actor'] as { accountId: string }
  if (consent) {
    const terms = (await app.visitor.get('/session/privacy-terms')).body
    const agreed = await client.post('/session/consents', { version: terms['version'], ...consent })
    if (agreed.status !== 200) throw new Error(`not agreed: ${agreed.text}`)
  }
  return { client, accountId, refreshToken: String(session.body['refreshToken']) }
}
