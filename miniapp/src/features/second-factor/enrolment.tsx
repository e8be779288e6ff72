import { useEffect, useState } from 'react'
import { copyText } from '@/platform/clipboard'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ErrorBlock } from '@/ui/error-block'
import { focusField } from '@/ui/focus'
import { QrCode } from '@/ui/qr-code'
import { SectionTitle } from '@/ui/section-title'
import { Skeleton } from '@/ui/skeleton'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useBegin, useConfirm } from './queries'

const FIELD = 'second-factor-code'

/** Scan, type the first code, done: the recovery codes come back. */
export function Enrolment({ onDone }: { readonly onDone: (recoveryCodes: readonly string[]) => void }) {
  const begin = useBegin()
  const confirm = useConfirm()
  const [code, setCode] = useState('')
  const [checked, setChecked] = useState(false)
  const { mutate: start } = begin
  useEffect(() => start(), [start])

  if (begin.error) return <ErrorBlock what={sentenceOf(begin.error)} onRetry={() => begin.mutate()} />
  if (begin.data === undefined) return <Skeleton />
  const { secret, qr, demoCode } = begin.data

  const fault = /^\d{6}$/.test(code) ? undefined : '请填 6 位动态码'
  const submit = () => {
    setChecked(true)
    if (fault !== undefined) return focusField(FIELD)
    confirm.mutate(code, { onSuccess: onDone, onError: () => focusField(FIELD) })
  }
  const copy = async () => {
    showToast((await copyText(secret.replace(/ /g, ''))) ? '已复制密钥' : '这里不让复制，请照着输入')
  }
  return (
    <>
      {demoCode !== null && <Banner kind="info">演示环境，不用装验证器，直接填 {demoCode}</Banner>}
      <SectionTitle title="第一步：添加到验证器" />
      <Surface padded>
        <Box as="p" className="second-factor__words">
          在手机上打开验证器（例如微信小程序“腾讯身份验证器”），扫这个码
        </Box>
        <QrCode size={qr.size} path={qr.path} label="动态码的二维码，用验证器扫" />
        <Box as="p" className="second-factor__words">
          扫不了就手工添加，密钥是
        </Box>
        <Box className="second-factor__secret" id="second-factor-secret">
          {secret}
        </Box>
        <Button kind="plain" icon="copy" onTap={() => void copy()}>
          复制密钥
        </Button>
      </Surface>
      <SectionTitle title="第二步：填动态码" />
      <Surface padded>
        <TextField
          id={FIELD}
          label="动态码"
          kind="digits"
          maxLength={6}
          value={code}
          onChange={(value) => {
            forgetEnd(confirm)
            setCode(value.trim())
          }}
          help="验证器现在显示的 6 位数字"
          error={(checked ? fault : undefined) ?? (confirm.error ? sentenceOf(confirm.error) : undefined)}
          onSubmit={submit}
        />
        <Button id="second-factor-confirm" busy={confirm.isPending && '正在核对'} onTap={submit}>
          确认设置
        </Button>
      </Surface>
    </>
  )
}
