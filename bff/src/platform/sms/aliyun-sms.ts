import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import type { Clock } from '../clock'
import { AppError } from '../problem-error'
import { acs3Authorization, acs3Query, EMPTY_BODY_HASH } from './acs3'
import type { Sms, SmsTemplate } from './sms'

const TIMEOUT_MS = 5_000
const ACTION = 'SendSms'
const API_VERSION = '2017-05-25'
const RETRY_AFTER_SECONDS = 60

export interface AliyunSmsSettings {
  /** `https://dysmsapi.aliyuncs.com` */
  readonly endpoint: string
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly signName: string
  readonly templateCodes: Readonly<Record<SmsTemplate, string>>
}

const sendReply = z.object({ Code: z.string() })

/** Alibaba Cloud SMS, `SendSms`: the parameters travel in the query, the access key's secret never travels. */
export function createAliyunSms(deps: { settings: AliyunSmsSettings; clock: Clock }): Sms {
  const { settings, clock } = deps
  const base = new URL(settings.endpoint)

  return {
    async send({ phone, template, params }) {
      const query = acs3Query({
        PhoneNumbers: phone,
        SignName: settings.signName,
        TemplateCode: settings.templateCodes[template],
        TemplateParam: JSON.stringify(params),
      })
      const headers = {
        'x-acs-action': ACTION,
        'x-acs-content-sha256': EMPTY_BODY_HASH,
        'x-acs-date': clock
          .now()
          .toISOString()
          .replace(/\.\d+Z$/, 'Z'),
        'x-acs-signature-nonce': randomUUID(),
        'x-acs-version': API_VERSION,
      }
      // The host is signed too; fetch itself sends it, from the same address.
      const signed = { method: 'POST', query, headers: { ...headers, host: base.host } } as const
      const authorization = acs3Authorization(signed, settings.accessKeyId, settings.accessKeySecret)
      const code = await post(`${base.origin}/?${query}`, { ...headers, authorization })
      if (code === 'OK') return
      if (code === 'isv.BUSINESS_LIMIT_CONTROL') {
        throw new AppError('rate_limited', { details: { retryAfterSeconds: RETRY_AFTER_SECONDS } })
      }
      throw new AppError('upstream_failed', { cause: new Error(`SendSms answered ${code}`) })
    },
  }
}

/** The provider's code; its text is left behind because it may repeat the number. */
async function post(url: string, headers: Record<string, string>): Promise<string> {
  let reply: unknown
  try {
    const response = await fetch(url, { method: 'POST', headers, signal: AbortSignal.timeout(TIMEOUT_MS) })
    reply = await response.json()
  } catch {
    // The cause may quote the answer or the address, and with it the number.
    throw new AppError('upstream_failed', { cause: new Error('the SMS provider gave no usable answer') })
  }
  const parsed = sendReply.safeParse(reply)
  return parsed.success ? parsed.data.Code : 'nothing we know'
}
