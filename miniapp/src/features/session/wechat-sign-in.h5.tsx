import type { WechatSignInProps } from './wechat-sign-in.types'

/** There is no WeChat around the web page: the phone form is the way in. */
export function WechatSignIn(_props: WechatSignInProps) {
  return null
}
