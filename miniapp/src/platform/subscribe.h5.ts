import type { SubscribeAnswer } from './subscribe.types'

/** WeChat messages are asked for in WeChat alone. */
export function askForMessages(
  _templateIds: readonly string[],
): Promise<Readonly<Record<string, SubscribeAnswer>>> {
  return Promise.resolve({})
}
