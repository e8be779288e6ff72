import { dayOf, clockTime } from '@linli/shared/time'
import type { Wechat } from '../../platform/wechat/wechat'
import type { MessageTopic } from './message.model'
import type { WechatChannel } from './messages.service'

/** One template of WeChat's subscribe messages, and which of its fields takes what. */
export interface SubscribeTemplate {
  readonly id: string
  /** Field names as the template has them: `thing1`, `thing2`, `time3`. */
  readonly titleField: string
  readonly textField: string
  readonly timeField: string
}

export type SubscribeTemplates = Readonly<Partial<Record<MessageTopic, SubscribeTemplate>>>

/** Pages of the released mini-program that a message opens. */
const pages: Record<MessageTopic, (targetId: string) => string> = {
  notice: (id) => `packages/notices/detail?id=${id}`,
  opinion: (id) => `packages/opinions/detail?id=${id}`,
  case: (id) => `packages/staff-cases/detail?id=${id}`,
  // A vote is told in the inbox alone: who has voted is nobody's business but the voter's.
  poll: () => 'packages/account/messages',
  poll_sign: (id) => `packages/staff-council/sign?id=${id}`,
  poll_desk: (id) => `packages/staff-council/poll?id=${id}`,
  poll_doubt: (id) => `packages/staff-council/poll?id=${id}`,
  topic: (id) => `packages/council/topic?id=${id}`,
  topic_desk: (id) => `packages/staff-council/topic?id=${id}`,
  meeting: (id) => `packages/council/meeting?id=${id}`,
  booking: (id) => `packages/bookings/detail?id=${id}`,
  account: () => 'packages/account/messages',
  home: () => 'packages/space/my-rooms',
}

/** Null when no template is configured: then the inbox is the only way, and nothing is queued for WeChat. */
export function createWechatChannel(deps: {
  wechat: Pick<Wechat, 'sendSubscribe'> | null
  templates: SubscribeTemplates
  /** Openids by account, of those who take WeChat messages at this moment. */
  openidsOf: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
}): WechatChannel | null {
  const { wechat, templates, openidsOf } = deps
  if (!wechat || Object.keys(templates).length === 0) return null
  return {
    templateIds: {
      notice: templates.notice?.id ?? null,
      opinion: templates.opinion?.id ?? null,
      booking: templates.booking?.id ?? null,
    },
    async send({ accountId, topic, targetId, title, text, at }) {
      // Author and handlers read of the same thing: one template has words for both.
      const template = templates[topic === 'case' ? 'opinion' : topic]
      // Asked when it is sent, not when it was queued: consent may have been withdrawn in between.
      const openid = template && (await openidsOf([accountId])).get(accountId)
      if (!template || openid === undefined) return 'refused'
      const outcome = await wechat.sendSubscribe({
        openid,
        templateId: template.id,
        page: pages[topic](targetId ?? ''),
        data: {
          [template.titleField]: title,
          [template.textField]: text,
          [template.timeField]: `${chineseDay(at)} ${clockTime(at)}`,
        },
      })
      return outcome === 'sent' ? 'sent' : 'refused'
    },
  }
}

/** `2026年11月23日`, the form WeChat takes in a time field. */
function chineseDay(instant: Date): string {
  const [year, month, day] = dayOf(instant).split('-').map(Number)
  return `${year}年${month}月${day}日`
}
