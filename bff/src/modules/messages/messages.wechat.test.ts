import type { SubscribeMessage, SubscribeResult } from '../../platform/wechat/wechat'
import { createWechatChannel } from './messages.wechat'

const template = { id: 'tmpl-notice', titleField: 'thing1', textField: 'thing2', timeField: 'time3' }
const message = {
  accountId: 'acc_a',
  topic: 'notice' as const,
  targetId: 'ntc_1',
  title: '停水检修',
  text: '周六 09:00 起停水',
  at: new Date('2026-11-22T16:30:00Z'),
}

function channelWith(outcome: SubscribeResult, openids: ReadonlyMap<string, string>) {
  const sent: SubscribeMessage[] = []
  const channel = createWechatChannel({
    wechat: {
      sendSubscribe(request) {
        sent.push(request)
        return Promise.resolve(outcome)
      },
    },
    templates: { notice: template },
    openidsOf: () => Promise.resolve(openids),
  })
  if (!channel) throw new Error('a template is configured')
  return { channel, sent }
}

it('fills the template’s own fields and opens the notice, in Shanghai time', async () => {
  const { channel, sent } = channelWith('sent', new Map([['acc_a', 'openid-a']]))
  expect(await channel.send(message)).toBe('sent')
  expect(sent).toEqual([
    {
      openid: 'openid-a',
      templateId: 'tmpl-notice',
      page: 'packages/notices/detail?id=ntc_1',
      data: { thing1: '停水检修', thing2: '周六 09:00 起停水', time3: '2026年11月23日 00:30' },
    },
  ])
})

it.each(['no_credit', 'dropped'] as const)('takes %s as a refusal that is not repeated', async (outcome) => {
  const { channel } = channelWith(outcome, new Map([['acc_a', 'openid-a']]))
  expect(await channel.send(message)).toBe('refused')
})

it('sends nothing to who no longer takes WeChat messages, or about a topic without a template', async () => {
  const { channel, sent } = channelWith('sent', new Map())
  expect(await channel.send(message)).toBe('refused')
  expect(await channel.send({ ...message, topic: 'opinion' })).toBe('refused')
  expect(sent).toEqual([])
})

it('does not exist without WeChat or without a template', () => {
  const openidsOf = () => Promise.resolve(new Map<string, string>())
  expect(createWechatChannel({ wechat: null, templates: { notice: template }, openidsOf })).toBeNull()
  const wechat = { sendSubscribe: () => Promise.resolve('sent' as const) }
  expect(createWechatChannel({ wechat, templates: {}, openidsOf })).toBeNull()
})
