import type { WebhookDeliveryView, WebhookView } from '@linli/shared/webhooks/webhooks.schema'
import { deliveryLine, webhookLine, webhookPill } from './webhook-words'

const now = new Date('2026-11-26T04:00:00.000Z')
const webhook: WebhookView = {
  ...{ id: 'whk_1BoxkVZLBjFjeN8D7r', communityId: 'nod_1BoxkVZLBjFjeN8D7r', name: '热线' },
  ...{ address: 'https://hotline.example.cn/', tail: 'k3Qx', createdAt: '2026-11-23T02:00:00.000Z' },
  ...{ state: 'active', stoppedAt: null, needsSecret: false, failingSince: null, lastSentAt: null },
}
const delivery: WebhookDeliveryView = {
  ...{ id: 'whd_1BoxkVZLBjFjeN8D7r', webhookId: webhook.id, number: 'QH-20261123-0042', state: 'waiting' },
  ...{ tries: 0, createdAt: '2026-11-26T02:00:00.000Z', sentAt: null, nextAt: '2026-11-26T04:05:00.000Z' },
  ...{ fault: null, status: null, maySendAgain: false },
}

test.each<[Partial<WebhookView>, string, string]>([
  [{}, '推送中', '还没有推送过'],
  [{ lastSentAt: '2026-11-26T03:00:00.000Z' }, '推送中', '最近一次 今天 11:00 送到'],
  [{ failingSince: '2026-11-25T03:00:00.000Z' }, '送不到', '昨天 11:00 起一直没有成功'],
  [{ state: 'suspended', stoppedAt: '2026-11-26T03:00:00.000Z' }, '已暂停', '今天 11:00 起，因为一直送不到'],
  [
    { state: 'suspended', needsSecret: true, stoppedAt: '2026-11-26T03:00:00.000Z' },
    '要换密钥',
    '签名密钥打不开，今天 11:00 起暂停',
  ],
  [{ state: 'ended', stoppedAt: '2026-11-26T03:00:00.000Z' }, '已停用', '今天 11:00 起'],
])('an address %j is %s: %s', (changes, word, line) => {
  const one = { ...webhook, ...changes }
  expect([webhookPill(one).word, webhookLine(one, now)]).toEqual([word, line])
})

test.each<[Partial<WebhookDeliveryView>, string]>([
  [{}, '马上推送'],
  [{ nextAt: null }, '正在推送'],
  [{ tries: 1, fault: 'timed_out' }, '对方 5 秒内没有回应，试了 1 次（最多 6 次），今天 12:05 再试'],
  [{ state: 'sent', sentAt: '2026-11-26T03:00:00.000Z', nextAt: null }, '今天 11:00 送到'],
  [
    { state: 'dead', tries: 6, fault: 'refused', status: 503, nextAt: null },
    '对方没有接收（503），不再自动推送',
  ],
])('a message %j: %s', (changes, line) => {
  expect(deliveryLine({ ...delivery, ...changes }, now)).toBe(line)
})
