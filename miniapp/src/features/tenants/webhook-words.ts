import { deliveryFaultLabel, type WebhookState } from '@linli/shared/webhooks/webhooks.kinds'
import { mostTries } from '@linli/shared/webhooks/webhooks.rules'
import type { WebhookDeliveryView, WebhookView } from '@linli/shared/webhooks/webhooks.schema'
import { momentText } from '@linli/shared/time'
import type { Tone } from '@/ui/status-pill'

const stateWords: Record<WebhookState, { readonly word: string; readonly tone: Tone }> = {
  active: { word: '推送中', tone: 'run' },
  suspended: { word: '已暂停', tone: 'late' },
  ended: { word: '已停用', tone: 'off' },
}

/** The pill of an address: one that nothing arrives at stands out before it is suspended. */
export function webhookPill({ state, needsSecret, failingSince }: WebhookView): { word: string; tone: Tone } {
  if (needsSecret) return { word: '要换密钥', tone: 'late' }
  return state === 'active' && failingSince !== null ? { word: '送不到', tone: 'wait' } : stateWords[state]
}

/** How an address does, in one line beside its pill, which says the state itself. */
export function webhookLine(
  { state, needsSecret, failingSince, lastSentAt, stoppedAt }: WebhookView,
  now: Date,
): string {
  const at = (time: string) => momentText(new Date(time), now)
  if (state === 'ended' && stoppedAt !== null) return `${at(stoppedAt)} 起`
  if (needsSecret && stoppedAt !== null) return `签名密钥打不开，${at(stoppedAt)} 起暂停`
  if (state === 'suspended' && stoppedAt !== null) return `${at(stoppedAt)} 起，因为一直送不到`
  if (failingSince !== null) return `${at(failingSince)} 起一直没有成功`
  return lastSentAt === null ? '还没有推送过' : `最近一次 ${at(lastSentAt)} 送到`
}

/** What became of one message, in one line. */
export function deliveryLine(row: WebhookDeliveryView, now: Date): string {
  const at = (time: string) => momentText(new Date(time), now)
  if (row.state === 'sent' && row.sentAt !== null) return `${at(row.sentAt)} 送到`
  const why = row.fault && `${deliveryFaultLabel[row.fault]}${row.status === null ? '' : `（${row.status}）`}`
  if (row.state === 'dead') return `${why ?? '没有送到'}，不再自动推送`
  if (row.nextAt === null) return '正在推送'
  if (row.tries === 0) return '马上推送'
  return `${why ?? '没有送到'}，试了 ${row.tries} 次（最多 ${mostTries} 次），${at(row.nextAt)} 再试`
}
