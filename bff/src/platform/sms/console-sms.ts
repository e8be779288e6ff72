import { AppError } from '../problem-error'
import type { Sms } from './sms'

/** Prints codes for the person who tries Linli out on one machine. Only the demo mode may use it: anyone who sees the screen sees the code. */
export function createConsoleSms(print: (line: string) => void): Sms {
  return {
    send({ phone, template, params }) {
      const number = `${phone.slice(0, 3)}****${phone.slice(-4)}`
      print(
        template === 'sign_in_code'
          ? `短信验证码（演示）：${number} ${params.code ?? ''}`
          : `短信通知（演示）：${number} 账号已在${params.place ?? ''}换绑手机号`,
      )
      return Promise.resolve()
    },
  }
}

/** No provider is set: signing in by phone answers that it is not available here. */
export function createNoSms(): Sms {
  return {
    send: () =>
      Promise.reject(new AppError('upstream_failed', { cause: new Error('SMS_PROVIDER is not set') })),
  }
}
