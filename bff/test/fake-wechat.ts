import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SentMessage {
  readonly touser: string
  readonly template_id: string
  readonly page?: string
  readonly data: Readonly<Record<string, { value: string }>>
}

/** WeChat's server as its documentation describes it, on loopback. */
export interface FakeWechat {
  readonly apiBase: string
  readonly appId: string
  readonly appSecret: string
  /** Messages that were accepted. */
  readonly sent: readonly SentMessage[]
  /** Calls so far by path. */
  calls(path: string): number
  /** A code as `wx.login` would give; good for one exchange. */
  loginCode(openid: string, unionid?: string): string
  /** A code as the phone button would give; good for one exchange. */
  phoneCode(phone: string, countryCode?: string): string
  /** The person allows this many messages of the template. */
  allow(openid: string, templateId: string, times: number): void
  /** The next calls of the path answer this errcode. */
  failNext(path: string, errcode: number, times?: number): void
  /** The next call of the path answers this text instead of JSON. */
  answerNext(path: string, text: string): void
  /** Every token handed out so far stops working. */
  expireTokens(): void
  close(): Promise<void>
}

const APP_ID = 'wxfake0123456789'
const APP_SECRET = 'fake-app-secret'
const TOKEN_SECONDS = 7200
const longest: Readonly<Record<string, number>> = {
  thing: 20,
  character_string: 32,
  phrase: 5,
  name: 10,
  number: 32,
}

type Reply = Record<string, unknown>
const refusal = (errcode: number, errmsg: string): Reply => ({ errcode, errmsg })

export async function startFakeWechat(): Promise<FakeWechat> {
  const counts = new Map<string, number>()
  const logins = new Map<string, { openid: string; unionid?: string }>()
  const phones = new Map<string, { phone: string; countryCode: string }>()
  const credits = new Map<string, number>()
  const failures = new Map<string, { errcode: number; times: number }>()
  const texts = new Map<string, string>()
  const sent: SentMessage[] = []
  let token = { value: '', valid: false }
  let serial = 0

  const take = <T>(store: Map<string, T>, code: unknown): T | undefined => {
    const found = store.get(String(code))
    store.delete(String(code))
    return found
  }

  const routes: Record<string, (query: URLSearchParams, body: Reply) => Reply> = {
    '/sns/jscode2session'(query) {
      if (query.get('appid') !== APP_ID) return refusal(40013, 'invalid appid')
      if (query.get('secret') !== APP_SECRET) return refusal(40125, 'invalid appsecret')
      const login = take(logins, query.get('js_code'))
      return login ? { session_key: 'c2VjcmV0LXNlc3Npb24ta2V5', ...login } : refusal(40029, 'invalid code')
    },
    '/cgi-bin/stable_token'(_, body) {
      if (body.appid !== APP_ID || body.secret !== APP_SECRET) return refusal(40125, 'invalid appsecret')
      if (!token.valid) token = { value: `token-${++serial}-${'x'.repeat(120)}`, valid: true }
      return { access_token: token.value, expires_in: TOKEN_SECONDS }
    },
    '/wxa/business/getuserphonenumber'(query, body) {
      if (!token.valid || query.get('access_token') !== token.value)
        return refusal(40001, 'invalid credential')
      const found = take(phones, body.code)
      if (!found) return refusal(40029, 'invalid code')
      const { phone, countryCode } = found
      return {
        errcode: 0,
        errmsg: 'ok',
        phone_info: {
          phoneNumber: countryCode === '86' ? phone : `+${countryCode}${phone}`,
          purePhoneNumber: phone,
          countryCode,
          watermark: { timestamp: 1_795_000_000, appid: APP_ID },
        },
      }
    },
    '/cgi-bin/message/subscribe/send'(query, body) {
      if (!token.valid || query.get('access_token') !== token.value)
        return refusal(42001, 'access_token expired')
      const message = body as unknown as SentMessage
      const wrong = Object.entries(message.data).find(([name, { value }]) => {
        const most = longest[name.replace(/\d+$/, '')] ?? 64
        return value === '' || [...value].length > most || value.includes('\n')
      })
      if (wrong) return refusal(47003, `argument invalid! data.${wrong[0]}.value invalid`)
      const key = `${message.touser}/${message.template_id}`
      const left = credits.get(key) ?? 0
      if (left === 0) return refusal(43101, 'user refuse to accept the msg')
      credits.set(key, left - 1)
      sent.push(message)
      return { errcode: 0, errmsg: 'ok' }
    },
  }

  const answer = (url: URL, body: Reply): string => {
    const path = url.pathname
    counts.set(path, (counts.get(path) ?? 0) + 1)
    const text = take(texts, path)
    if (text !== undefined) return text
    const failure = failures.get(path)
    if (failure && failure.times > 0) {
      failure.times -= 1
      return JSON.stringify(refusal(failure.errcode, 'asked to fail'))
    }
    return JSON.stringify(routes[path]?.(url.searchParams, body) ?? refusal(40066, 'invalid url'))
  }

  const server = createServer((request, response) => {
    void readAll(request).then((raw) => {
      const url = new URL(request.url ?? '/', 'http://wechat')
      const body = raw === '' ? {} : (JSON.parse(raw) as Reply)
      // WeChat answers 200 and text/plain whatever happened.
      response.writeHead(200, { 'Content-Type': 'text/plain' }).end(answer(url, body))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    apiBase: `http://127.0.0.1:${port}`,
    appId: APP_ID,
    appSecret: APP_SECRET,
    sent,
    calls: (path) => counts.get(path) ?? 0,
    loginCode(openid, unionid) {
      const code = `login-code-${++serial}`
      logins.set(code, unionid === undefined ? { openid } : { openid, unionid })
      return code
    },
    phoneCode(phone, countryCode = '86') {
      const code = `phone-code-${++serial}`
      phones.set(code, { phone, countryCode })
      return code
    },
    allow(openid, templateId, times) {
      credits.set(`${openid}/${templateId}`, times)
    },
    failNext(path, errcode, times = 1) {
      failures.set(path, { errcode, times })
    },
    answerNext(path, text) {
      texts.set(path, text)
    },
    expireTokens() {
      token = { ...token, valid: false }
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
