import type { Logger } from 'pino'
import * as z from 'zod/mini'
import { AppError } from '../problem-error'
import { fieldTypeOf, subscribeField } from './subscribe-field'
import type { WechatCall, WechatReply } from './wechat-call'
import type { WechatTokens } from './wechat-tokens'

export interface WechatIdentity {
  readonly openid: string
  readonly unionid: string | null
}

export interface SubscribeMessage {
  readonly openid: string
  readonly templateId: string
  /** Page of the released mini-program, with its query: `pages/notices/detail/index?id=…`. */
  readonly page: string
  /** Field name of the template → text; cut to WeChat's limits here. */
  readonly data: Readonly<Record<string, string>>
}

/**
 * `sent`; `no_credit`: the person has not allowed (another) message of this template, set the credit to 0;
 * `dropped`: WeChat will not deliver it and trying again would not help.
 */
export type SubscribeResult = 'sent' | 'no_credit' | 'dropped'

/** What Linli asks of WeChat. Session keys are dropped here: nothing needs them (they must never leave a server). */
export interface Wechat {
  /** Exchanges the code of `wx.login`. Throws `wechat_code_invalid`, `rate_limited`, `forbidden`, `upstream_failed`. */
  codeToSession(code: string): Promise<WechatIdentity>
  /** Exchanges the code of the phone button for an 11-digit mainland number. Throws as above, or `validation_failed`. */
  phoneByCode(code: string): Promise<string>
  /** Throws `upstream_failed` when trying again later makes sense. */
  sendSubscribe(message: SubscribeMessage): Promise<SubscribeResult>
}

const RETRY_AFTER_SECONDS = 60
/** Token invalid or expired: fetch another and ask once more. */
const tokenErrors: readonly number[] = [40001, 40014, 42001]
/** 43101 the person refused or has no message left. */
const NO_CREDIT = 43101
/** Wrong receiver, template, data or page; blocked or filtered: the same message will never go out. */
const undeliverable: readonly number[] = [40003, 40037, 41030, 43107, 43108, 45168, 47003]

const sessionReply = z.object({
  openid: z.string().check(z.minLength(1)),
  unionid: z.optional(z.string()),
})
const phoneReply = z.object({
  phone_info: z.object({ purePhoneNumber: z.string(), countryCode: z.union([z.string(), z.number()]) }),
})

export function createWechat(deps: {
  appId: string
  appSecret: string
  call: WechatCall
  tokens: WechatTokens
  logger: Logger
  /** `formal` in production; WeChat opens the developer or trial version of the page otherwise. */
  miniprogramState: 'developer' | 'trial' | 'formal'
}): Wechat {
  const { appId, appSecret, call, tokens, logger } = deps

  const withToken = async (path: string, body: unknown): Promise<WechatReply> => {
    const token = await tokens.current()
    const first = await call(path, { access_token: token.token }, body)
    if (!tokenErrors.includes(first.errcode)) return first
    await tokens.refused(token)
    return call(path, { access_token: (await tokens.current()).token }, body)
  }

  const refuse = (path: string, errcode: number): never => {
    switch (errcode) {
      case 40029: // not a code of ours, used already, or older than five minutes
      case 40163: // used already
        throw new AppError('wechat_code_invalid')
      case 45011: // too many calls of one person in a minute
        throw new AppError('rate_limited', { details: { retryAfterSeconds: RETRY_AFTER_SECONDS } })
      case 40226: // WeChat's risk control blocks this person
        throw new AppError('forbidden')
      default:
        // App id, secret, address list: a fault of the settings, which no caller can mend.
        logger.error({ path, errcode }, 'wechat.misconfigured_or_down')
        throw new AppError('upstream_failed', { cause: new Error(`${path} answered ${errcode}`) })
    }
  }

  const unreadable = (path: string): AppError =>
    new AppError('upstream_failed', { cause: new Error(`${path} answered in an unknown form`) })

  return {
    async codeToSession(code) {
      const path = '/sns/jscode2session'
      const { errcode, body } = await call(path, {
        appid: appId,
        secret: appSecret,
        js_code: code,
        grant_type: 'authorization_code',
      })
      if (errcode !== 0) return refuse(path, errcode)
      const reply = sessionReply.safeParse(body)
      if (!reply.success) throw unreadable(path)
      return { openid: reply.data.openid, unionid: reply.data.unionid ?? null }
    },

    async phoneByCode(code) {
      const path = '/wxa/business/getuserphonenumber'
      const { errcode, body } = await withToken(path, { code })
      if (errcode !== 0) return refuse(path, errcode)
      const reply = phoneReply.safeParse(body)
      if (!reply.success) throw unreadable(path)
      const { purePhoneNumber, countryCode } = reply.data.phone_info
      if (String(countryCode) !== '86' || !/^1[3-9]\d{9}$/.test(purePhoneNumber)) {
        throw new AppError('validation_failed', {
          errors: [{ path: 'body.phoneCode', message: '目前只能用中国大陆的手机号' }],
        })
      }
      return purePhoneNumber
    },

    async sendSubscribe({ openid, templateId, page, data }) {
      const path = '/cgi-bin/message/subscribe/send'
      const { errcode } = await withToken(path, {
        touser: openid,
        template_id: templateId,
        page,
        data: Object.fromEntries(
          Object.entries(data).map(([name, text]) => [name, { value: fitField(name, text) }]),
        ),
        miniprogram_state: deps.miniprogramState,
        lang: 'zh_CN',
      })
      if (errcode === 0) return 'sent'
      if (errcode === NO_CREDIT) return 'no_credit'
      if (undeliverable.includes(errcode)) return 'dropped'
      return refuse(path, errcode)
    },
  }
}

function fitField(name: string, text: string): string {
  const type = fieldTypeOf(name)
  if (!type) throw new Error(`${name} is no field of a subscribe template`)
  return subscribeField(type, text)
}
