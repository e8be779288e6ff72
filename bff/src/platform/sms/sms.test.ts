import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../clock'
import { acs3Authorization, EMPTY_BODY_HASH } from './acs3'
import { createAliyunSms } from './aliyun-sms'
import { createConsoleSms, createNoSms } from './console-sms'

const clock: Clock = { now: () => new Date('2026-11-23T02:00:00Z') }
const message = { phone: '13800000001', template: 'sign_in_code', params: { code: '482913' } } as const

it('signs as the worked example in the provider’s documentation does', () => {
  const authorization = acs3Authorization(
    {
      method: 'POST',
      query: 'ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai',
      headers: {
        host: 'ecs.cn-shanghai.aliyuncs.com',
        'x-acs-action': 'RunInstances',
        'x-acs-content-sha256': EMPTY_BODY_HASH,
        'x-acs-date': '2023-10-26T10:22:32Z',
        'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
        'x-acs-version': '2014-05-26',
      },
    },
    'YourAccessKeyId',
    'YourAccessKeySecret',
  )
  expect(authorization).toContain(
    'Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  )
})

describe('the HTTP provider', () => {
  let server: Server
  let seen: IncomingMessage[] = []
  let answer: { status: number; body: string }
  const sms = () =>
    createAliyunSms({
      clock,
      settings: {
        endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        accessKeyId: 'key-id',
        accessKeySecret: 'key-secret',
        signName: '邻里智治',
        templateCodes: { sign_in_code: 'SMS_1', phone_moved: 'SMS_2' },
      },
    })

  beforeEach(async () => {
    seen = []
    answer = { status: 200, body: '{"Code":"OK"}' }
    server = createServer((request, response) => {
      seen.push(request)
      response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterEach(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })

  it('gets number, template and blanks under a signature that covers them, and never the secret', async () => {
    await sms().send(message)
    const [request] = seen
    const query = request?.url?.slice(2) ?? ''
    const parsed = new URLSearchParams(query)
    expect(Object.fromEntries(parsed)).toEqual({
      PhoneNumbers: '13800000001',
      SignName: '邻里智治',
      TemplateCode: 'SMS_1',
      TemplateParam: '{"code":"482913"}',
    })
    const { authorization = '', host = '', ...headers } = request?.headers ?? {}
    const signed = Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-acs-')))
    const expected = acs3Authorization(
      { method: 'POST', query, headers: { ...signed, host } },
      'key-id',
      'key-secret',
    )
    expect(authorization).toBe(expected)
    expect(JSON.stringify(request?.headers)).not.toContain('key-secret')
  })

  it.each([
    ['its own limit per number', '{"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"x"}', 'rate_limited'],
    ['any other refusal', '{"Code":"isv.AMOUNT_NOT_ENOUGH","Message":"13800000001"}', 'upstream_failed'],
    ['an answer of another form', '[]', 'upstream_failed'],
    ['an answer that is no JSON', '13800000001', 'upstream_failed'],
  ])('%s becomes a problem that does not repeat the number', async (_, body, code) => {
    answer = { status: 400, body }
    const failure = await sms()
      .send(message)
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code })
    expect(String(Reflect.get(failure as Error, 'cause'))).not.toContain('13800000001')
  })

  it('that cannot be reached is a passing fault', async () => {
    const unreachable = createAliyunSms({
      clock,
      settings: {
        endpoint: 'http://127.0.0.1:1',
        accessKeyId: 'a',
        accessKeySecret: 'b',
        signName: 'c',
        templateCodes: { sign_in_code: 'd', phone_moved: 'e' },
      },
    })
    await expect(unreachable.send(message)).rejects.toMatchObject({ code: 'upstream_failed' })
  })
})

it('the console provider prints the code and hides most of the number', async () => {
  const lines: string[] = []
  await createConsoleSms((line) => lines.push(line)).send(message)
  expect(lines).toEqual(['短信验证码（演示）：138****0001 482913'])
})

it('without a provider nothing is sent and the caller hears of it', async () => {
  await expect(createNoSms().send(message)).rejects.toMatchObject({ code: 'upstream_failed' })
})
