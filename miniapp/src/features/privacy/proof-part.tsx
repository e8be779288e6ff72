import type { ProofView } from '@linli/shared/privacy/privacy.schema'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { TextField } from '@/ui/text-field'
import { useSendOwnCode } from './queries'

export const codeFault = (needed: boolean, code: string): string | undefined =>
  !needed || /^\d{6}$/.test(code) ? undefined : '请填短信里的 6 位数字'

interface ProofPartProps {
  readonly id: string
  readonly proof: ProofView
  readonly code: string
  readonly onCode: (code: string) => void
  /** After a try: what is missing is said under the field. */
  readonly checked: boolean
  readonly refusal: Error | null
}

/** Asks an older sign-in for a code to the own phone; who signed in a moment ago sees nothing of it. */
export function ProofPart({ id, proof, code, onCode, checked, refusal }: ProofPartProps) {
  const send = useSendOwnCode()
  const [sent, setSent] = useState(false)
  if (!proof.needed) return null
  if (proof.maskedPhone === null) {
    return <Banner kind="wait">这一步要确认是您本人。请退出后重新登录，15 分钟内再来办</Banner>
  }
  const refused =
    refusal instanceof ApiError && ['code_wrong', 'code_expired', 'own_proof_required'].includes(refusal.code)
      ? sentenceOf(refusal)
      : undefined
  return (
    <TextField
      id={id}
      label={`短信验证码（发到 ${proof.maskedPhone}）`}
      kind="code"
      maxLength={6}
      value={code}
      onChange={(value) => onCode(value.trim())}
      help={sent ? '验证码已发出，5 分钟内有效' : '确认是您本人'}
      error={
        (checked ? codeFault(true, code) : undefined) ??
        refused ??
        (send.error ? sentenceOf(send.error) : undefined)
      }
      trailing={
        <Button
          id={`${id}-send`}
          kind="plain"
          small
          narrow
          busy={send.isPending && '正在发送'}
          onTap={() => send.mutate(undefined, { onSuccess: () => setSent(true) })}
        >
          {sent ? '重新获取' : '获取验证码'}
        </Button>
      }
    />
  )
}
