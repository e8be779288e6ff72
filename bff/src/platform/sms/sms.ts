/** Texts are registered with the provider; we only name one and fill its blanks. */
export type SmsTemplate = 'sign_in_code' | 'phone_moved'

export interface SmsMessage {
  /** 11-digit mainland number. */
  readonly phone: string
  readonly template: SmsTemplate
  readonly params: Readonly<Record<string, string>>
}

export interface Sms {
  /** Hands the message to the provider. Throws `upstream_failed` when it was not taken, `rate_limited` when told to wait. */
  send(message: SmsMessage): Promise<void>
}
