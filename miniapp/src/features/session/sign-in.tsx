import { useState } from 'react'
import { currentSession, sessionEnded } from '@/platform/session'
import { replacePage } from '@/platform/navigate'
import { useStore } from '@/platform/store'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { CheckLine } from '@/ui/check-line'
import { FieldError } from '@/ui/field-error'
import { Surface } from '@/ui/surface'
import { DemoPanel } from './demo-panel'
import { PhoneForm } from './phone-form'
import { consentUrl, leaveGate } from './return-to'
import { WechatSignIn } from './wechat-sign-in'
import './session.scss'

/** The way in. Ticking the terms is asked for before anything is sent, and is never ticked in advance. */
export function SignIn({ from }: { readonly from?: string | undefined }) {
  const [agreed, setAgreed] = useState(false)
  const [hint, setHint] = useState<string>()
  const ended = useStore(sessionEnded)
  const mayStart = () => {
    if (!agreed) setHint('请先看过隐私说明，再勾选同意')
    return agreed
  }
  const done = () => {
    if (currentSession()?.actor.consentCurrent) leaveGate(from)
    else replacePage(consentUrl(from))
  }
  return (
    <>
      {ended && (
        <Banner kind="wait">
          您的登录已经失效，可能是在别处退出了，也可能是很久没有用。请重新登录，写了一半的内容还在
        </Banner>
      )}
      <Box className="sign-in__head">
        <Box className="sign-in__mark" hidden />
        <Box as="h1" className="sign-in__title">
          登录邻里智治
        </Box>
        <Box as="p" className="sign-in__lead">
          看与您家有关的通知，说一说身边的事，看看办得怎么样
        </Box>
      </Box>
      <Surface padded>
        <CheckLine
          id="agree"
          title="我看过并同意隐私说明"
          checked={agreed}
          onChange={(next) => {
            setAgreed(next)
            setHint(undefined)
          }}
        />
        <FieldError id="agree-hint">{hint}</FieldError>
        <Box className="sign-in__terms">
          <Button kind="plain" narrow to={consentUrl(from)}>
            看隐私说明
          </Button>
        </Box>
        <WechatSignIn mayStart={mayStart} onDone={done} onOtherWay={setHint} />
        <PhoneForm mayStart={mayStart} onDone={done} />
      </Surface>
      <DemoPanel onDone={done} />
      <Box as="p" className="sign-in__other">
        不登录也能看公开的通知。也可以到社区服务中心，请工作人员帮您办
      </Box>
    </>
  )
}
