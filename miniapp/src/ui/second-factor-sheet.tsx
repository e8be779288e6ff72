import { useMutation, useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useState } from 'react'
import { api } from '@/platform/api'
import { sentenceOf } from '@/platform/error-words'
import { openPage } from '@/platform/navigate'
import { usePageShown } from '@/platform/page-shown'
import { answerProof, useProofRequest } from '@/platform/second-factor'
import { Box } from './box'
import { Button } from './button'
import { focusField } from './focus'
import { Sheet } from './sheet'
import { TextField } from './text-field'

type Way = 'code' | 'recovery'
const FIELD = 'second-factor-proof'
const CODE_LENGTH = 6

const cancel = () => answerProof(false)

/** What is wrong with what was typed, before the server is asked. */
function faultOf(way: Way, text: string): string | undefined {
  if (way === 'code') return /^\d{6}$/.test(text) ? undefined : '请填 6 位动态码'
  return text.replace(/[\s-]/g, '').length === 16 ? undefined : '恢复码是 16 位字母和数字'
}

function ProofSheet() {
  const [way, setWay] = useState<Way>('code')
  const [text, setText] = useState('')
  const [checked, setChecked] = useState(false)
  const status = useQuery({
    queryKey: ['second-factor', 'prompt'],
    queryFn: ({ signal }) => api.secondFactor.status({}, { signal }),
    staleTime: 0,
    gcTime: 0,
  })
  const prove = useMutation({
    mutationFn: () =>
      api.secondFactor.prove({ body: way === 'code' ? { code: text } : { recoveryCode: text } }),
    onSuccess: () => answerProof(true),
    onError: () => focusField(FIELD),
  })
  useLayoutEffect(() => focusField(FIELD), [way])

  const change = (next: Way) => {
    prove.reset()
    setChecked(false)
    setText('')
    setWay(next)
  }
  const submit = () => {
    setChecked(true)
    if (faultOf(way, text) !== undefined) return focusField(FIELD)
    prove.mutate()
  }
  const demoCode = status.data?.demoCode
  const error =
    (checked ? faultOf(way, text) : undefined) ?? (prove.error ? sentenceOf(prove.error) : undefined)
  return (
    <Sheet
      open
      title="请输入动态码"
      onClose={cancel}
      acts={
        <>
          <Button kind="outline" onTap={cancel}>
            先不做
          </Button>
          <Button id="second-factor-prove" busy={prove.isPending && '正在核对'} onTap={submit}>
            确认
          </Button>
        </>
      }
    >
      <Box as="p" className="second-factor-sheet__lead">
        这一步要确认是您本人，确认后 15 分钟内不再问
      </Box>
      <TextField
        key={way}
        id={FIELD}
        label={way === 'code' ? '动态码' : '恢复码'}
        kind={way === 'code' ? 'digits' : 'text'}
        maxLength={way === 'code' ? CODE_LENGTH : undefined}
        value={text}
        onChange={(value) => {
          prove.reset()
          setText(value.trim())
        }}
        help={way === 'code' ? '打开手机上的验证器，填现在显示的 6 位数字' : '填一个还没用过的，用过就作废'}
        error={error}
        onSubmit={submit}
      />
      {way === 'code' && demoCode != null && (
        <Box className="second-factor-sheet__demo" id="second-factor-demo">
          演示环境，现在的动态码是 {demoCode}
        </Box>
      )}
      <Button kind="plain" onTap={() => change(way === 'code' ? 'recovery' : 'code')}>
        {way === 'code' ? '用恢复码' : '用动态码'}
      </Button>
    </Sheet>
  )
}

function SetUpFirst() {
  return (
    <Sheet
      open
      title="请先设置动态码"
      onClose={cancel}
      acts={
        <>
          <Button kind="outline" onTap={cancel}>
            先不做
          </Button>
          <Button
            onTap={() => {
              cancel()
              openPage('/packages/account/second-factor')
            }}
          >
            去设置
          </Button>
        </>
      }
    >
      您的身份能查看和导出居民资料，这一步要用动态码确认是您本人。设置一次，大约两分钟
    </Sheet>
  )
}

/** Asks for the second factor whenever a call waits for it; every Page has one, and only the shown one asks. */
export function SecondFactorSheet() {
  const request = useProofRequest()
  const shown = usePageShown()
  if (request === undefined || !shown) return null
  return request.enrolled ? <ProofSheet /> : <SetUpFirst />
}
