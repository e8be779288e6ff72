/** Seconds left before another code may be asked for. */
export function secondsLeft(sentAt: number | undefined, resendAfterSeconds: number, now: number): number {
  return sentAt === undefined ? 0 : Math.max(0, Math.ceil((sentAt + resendAfterSeconds * 1000 - now) / 1000))
}

/** What is wrong with the phone number as typed, or undefined. */
export function phoneFault(phone: string): string | undefined {
  return /^1[3-9]\d{9}$/.test(phone) ? undefined : '请填 11 位手机号'
}

/** What is wrong with the code as typed, or undefined. */
export function codeFault(code: string): string | undefined {
  return /^\d{6}$/.test(code) ? undefined : '请填短信里的 6 位数字'
}
