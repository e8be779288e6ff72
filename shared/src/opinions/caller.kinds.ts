/** How an opinion came in that staff wrote down for somebody without an account. */
export const callerChannels = ['phone', 'counter', 'visit'] as const
export type CallerChannel = (typeof callerChannels)[number]

export const callerChannelLabel: Record<CallerChannel, string> = {
  phone: '来电',
  counter: '窗口',
  visit: '上门',
}
