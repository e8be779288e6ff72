import Taro from '@tarojs/taro'

/** The one-time code the server exchanges for the WeChat identity; undefined when WeChat gave none. */
export async function wechatCode(): Promise<string | undefined> {
  try {
    const { code } = await Taro.login()
    return code === '' ? undefined : code
  } catch {
    return undefined
  }
}
