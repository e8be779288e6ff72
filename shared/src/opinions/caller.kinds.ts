/** How an opinion came in that staff wrote down for somebody without an account. */
export const callerChannels = ['phone', 'counter', 'visit'] as const
export type CallerChannel = (typeof callerChannels)[number]

/** Beside those that staff choose: filed by another system with a key. */
export type CaseChannel = CallerChannel | 'system'

export const callerChannelLabel: Record<CaseChannel, string> = {
  system: '其他系统',
  phone: '来电',
  counter: '窗口',
  visit: '上门',
}
