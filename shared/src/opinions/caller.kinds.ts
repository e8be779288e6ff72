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

/** What somebody without an account follows a case by, read out in three groups of four. */
export const FOLLOW_CODE_DIGITS = 12

/** As it is typed: the eight digits given out before are still good. */
export const followCodePattern = /^\d{4}[ -]?\d{4}(?:[ -]?\d{4})?$/

/** `482055173904` → `4820 5517 3904`, to be read out and written down. */
export const groupedCode = (code: string): string => code.replaceAll(/(\d{4})(?=\d)/g, '$1 ')
