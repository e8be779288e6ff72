import { useEffect, useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { focusField } from '@/ui/focus'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { TextField } from '@/ui/text-field'
import { codeFault, phoneFault, secondsLeft } from './phone-form.rules'
import { useSendCode, useSignInByPhone } from './queries'
import { SecondFact, ticketIn } from './second-fact'

interface PhoneFormProps {
  /** False until the privacy terms are ticked; the form then says so instead of sending. */
  readonly mayStart: () => boolean
  readonly onDone: () => void
}

const RESEND_SECONDS = 60

function useCountdown(sentAt: number | undefined, resendAfter: number): number {
  const [now, setNow] = useState(() => Date.now())
  const left = secondsLeft(sentAt, resendAfter, now)
  useEffect(() => {
    if (sentAt === undefined) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [sentAt])
  return left
}

/** Where a refused code belongs: under the field it is about. */
function codeError(error: unknown): string | undefined {
  if (!(error instanceof ApiError)) return error === null ? undefined : sentenceOf(error)
  const left = error.details['attemptsLeft']
  if (error.code === 'code_wrong' && typeof left === 'number' && left > 0)
    return `${error.message}，还可以试 ${left} 次`
  return error.issueAt('code') ?? error.message
}

/** Phone number and the code sent to it: the way in on the web page, and in WeChat when one tap does not work. */
export function PhoneForm({ mayStart, onDone }: PhoneFormProps) {
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [checked, setChecked] = useState({ phone: false, code: false })
  const [sentAt, setSentAt] = useState<number>()
  const send = useSendCode()
  const signIn = useSignInByPhone()
  const left = useCountdown(sentAt, send.data?.resendAfterSeconds ?? RESEND_SECONDS)

  const sendCode = () => {
    setChecked((was) => ({ ...was, phone: true }))
    if (phoneFault(phone) !== undefined) return focusField('phone')
    if (!mayStart()) return
    send.mutate(phone, {
      onSuccess: () => {
        setSentAt(Date.now())
        focusField('code')
      },
    })
  }
  const submit = () => {
    setChecked({ phone: true, code: true })
    if (phoneFault(phone) !== undefined) return focusField('phone')
    if (codeFault(code) !== undefined) return focusField('code')
    if (!mayStart()) return
    signIn.mutate({ phone, code }, { onSuccess: onDone })
  }
  const ticket = ticketIn(signIn.error)
  if (ticket !== undefined) return <SecondFact ticket={ticket} onDone={onDone} />
  const phoneError =
    (checked.phone ? phoneFault(phone) : undefined) ?? (send.error ? sentenceOf(send.error) : undefined)
  return (
    <Box className="phone-form">
      <TextField
        id="phone"
        label="手机号"
        kind="phone"
        maxLength={11}
        value={phone}
        onChange={(value) => {
          forgetEnd(send)
          setPhone(value.trim())
        }}
        onBlur={() => setChecked((was) => ({ ...was, phone: phone !== '' }))}
        error={phoneError}
        trailing={
          <Button
            id="send-code"
            kind="plain"
            small
            narrow
            busy={send.isPending && '正在发送'}
            disabled={left > 0}
            onTap={sendCode}
          >
            {left > 0 ? `${left} 秒后重发` : sentAt === undefined ? '获取验证码' : '重新获取'}
          </Button>
        }
      />
      <TextField
        id="code"
        label="验证码"
        kind="code"
        maxLength={6}
        value={code}
        onChange={(value) => {
          forgetEnd(signIn)
          setCode(value.trim())
        }}
        help={sentAt === undefined ? undefined : '验证码已发出，5 分钟内有效'}
        error={(checked.code ? codeFault(code) : undefined) ?? codeError(signIn.error)}
        onSubmit={submit}
      />
      <Button id="sign-in" busy={signIn.isPending && '正在登录'} onTap={submit}>
        手机号登录
      </Button>
    </Box>
  )
}
