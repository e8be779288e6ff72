import { codeIn, isCode, plainCode } from '@linli/shared/homes/homes.rules'
import { relationLabel } from '@linli/shared/session/relations'
import { dayOf, dayText } from '@linli/shared/time'
import { useEffect, useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { scanCode } from '@/platform/scan-code'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { focusField } from '@/ui/focus'
import { InfoList } from '@/ui/info-list'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { AboutSelf, emptySelf, selfFaults, selfOf } from './about-self'
import { useLookAtCode, useRedeem } from './queries'

interface CodeWayProps {
  /** From the printed sheet, when it was scanned. */
  readonly code: string | undefined
  readonly onDone: (roomLabel: string | null) => void
}

/** 邀请码: what it is for, who one is, and one tap. */
export function CodeWay({ code: scanned, onDone }: CodeWayProps) {
  const [code, setCode] = useState(scanned ?? '')
  const [self, setSelf] = useState(emptySelf)
  const [tried, setTried] = useState(false)
  const look = useLookAtCode()
  const redeem = useRedeem()
  const { mutate: lookAt } = look
  useEffect(() => {
    if (scanned !== undefined) lookAt(scanned)
  }, [scanned, lookAt])
  const known = look.data?.known === true
  const faults = known ? {} : selfFaults(self)
  const failed = redeem.error instanceof ApiError ? redeem.error : undefined
  const change = (value: string) => {
    look.reset()
    forgetEnd(redeem)
    setCode(value)
  }
  const ask = () => {
    setTried(true)
    if (!isCode(plainCode(code))) return focusField('invite-code')
    setTried(false)
    look.mutate(plainCode(code))
  }
  const send = () => {
    setTried(true)
    const [first] = Object.keys(faults)
    if (first !== undefined) return focusField(first)
    redeem.mutate(
      { inviteCode: plainCode(code), ...(!known && selfOf(self)) },
      { onSuccess: ({ roomLabel }) => onDone(roomLabel) },
    )
  }
  const scan = async () => {
    const found = codeIn(await scanCode?.())
    if (found === undefined) return
    change(found)
    look.mutate(found)
  }
  return (
    <>
      <Surface padded>
        <TextField
          id="invite-code"
          label="邀请码"
          maxLength={12}
          placeholder="8 位字母和数字"
          value={code}
          onChange={change}
          help="在社区发的单子上，或向家里人、房东要"
          error={
            tried && look.data === undefined && !isCode(plainCode(code))
              ? '邀请码是 8 位字母和数字，没有 0、1、I、L、O'
              : look.error
                ? sentenceOf(look.error)
                : undefined
          }
          onSubmit={ask}
        />
        {look.data === undefined && (
          <Button id="look" busy={look.isPending && '正在查看'} onTap={ask}>
            看是哪一处
          </Button>
        )}
        {scanCode !== undefined && look.data === undefined && (
          <Button kind="outline" icon="camera" onTap={() => void scan()}>
            扫一扫
          </Button>
        )}
      </Surface>
      {look.data !== undefined && (
        <>
          <SectionTitle title="绑定到这里" />
          <Surface padded>
            <InfoList
              facts={[
                { name: '社区', value: look.data.communityName },
                { name: '房屋', value: look.data.roomLabel, strong: true },
                { name: '您的身份', value: relationLabel[look.data.relation] },
                {
                  name: '有效期',
                  value: `到 ${dayText(dayOf(new Date(look.data.expiresAt)), dayOf(new Date()))}`,
                },
              ]}
            />
          </Surface>
          <Surface padded>
            {redeem.error && failed?.issues.length !== 1 && (
              <Banner kind="alert">{`${sentenceOf(redeem.error)}。您填的内容还在`}</Banner>
            )}
            {!known && (
              <AboutSelf
                draft={self}
                onChange={(part) => setSelf({ ...self, ...part })}
                errors={{
                  name: (tried ? faults.name : undefined) ?? failed?.issueAt('name'),
                  birthDate: (tried ? faults.birthDate : undefined) ?? failed?.issueAt('birthDate'),
                }}
              />
            )}
            <Button id="redeem" busy={redeem.isPending && '正在绑定'} onTap={send}>
              绑定这处房屋
            </Button>
          </Surface>
        </>
      )}
    </>
  )
}
