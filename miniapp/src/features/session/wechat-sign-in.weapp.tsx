import { wechatCode } from '@/platform/wechat-code'
import { sentenceOf } from '@/platform/error-words'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { OpenButton } from '@/ui/open-button'
import { useSignInByWechat } from './queries'
import { SecondFact, ticketIn } from './second-fact'
import type { WechatSignInProps } from './wechat-sign-in.types'

/** One tap binds the phone number; without it WeChat alone signs in. Both codes go to the server, which asks WeChat. */
export function WechatSignIn({ mayStart, onDone, onOtherWay }: WechatSignInProps) {
  const signIn = useSignInByWechat()
  const start = async (phoneCode?: string) => {
    if (!mayStart()) return
    const code = await wechatCode()
    if (code === undefined) return onOtherWay('微信没有回应，可以用短信验证码登录')
    signIn.mutate(
      { code, phoneCode },
      {
        onSuccess: onDone,
        onError: (error) => {
          if (ticketIn(error) === undefined) onOtherWay(sentenceOf(error))
        },
      },
    )
  }
  const ticket = ticketIn(signIn.error)
  if (ticket !== undefined) return <SecondFact ticket={ticket} onDone={onDone} />
  return (
    <Box className="wechat-sign-in">
      <OpenButton
        id="wechat-phone"
        openType="getPhoneNumber"
        onPhoneCode={(phoneCode) => {
          if (phoneCode === undefined) onOtherWay('没有取到手机号，可以用短信验证码登录')
          else void start(phoneCode)
        }}
      >
        微信手机号登录
      </OpenButton>
      <Button
        id="wechat-only"
        kind="outline"
        busy={signIn.isPending && '正在登录'}
        onTap={() => void start()}
      >
        先不用手机号
      </Button>
    </Box>
  )
}
