import Taro from '@tarojs/taro'
import type { SubscribeAnswer } from './subscribe.types'

/** WeChat refuses more than this in one question. */
const MOST_TEMPLATES = 5
const answers: readonly string[] = ['accept', 'reject', 'ban', 'filter'] satisfies SubscribeAnswer[]

/**
 * Asks to be allowed to send one message per template. Only from a tap (WeChat demands it); never throws,
 * because a missing message must not stop what the person came to do.
 */
export async function askForMessages(
  templateIds: readonly string[],
): Promise<Readonly<Record<string, SubscribeAnswer>>> {
  if (templateIds.length === 0) return {}
  try {
    const tmplIds = templateIds.slice(0, MOST_TEMPLATES)
    const result: object = await Taro.requestSubscribeMessage({ tmplIds, entityIds: [] })
    const known = Object.entries(result).filter(
      ([id, answer]) => tmplIds.includes(id) && answers.includes(String(answer)),
    )
    return Object.fromEntries(known)
  } catch {
    return {}
  }
}
