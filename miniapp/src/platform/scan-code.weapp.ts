import Taro from '@tarojs/taro'

/** What a scanned code says; undefined when the person thinks better of it. */
export const scanCode: (() => Promise<string | undefined>) | undefined = async () => {
  try {
    const { result, path } = await Taro.scanCode({ scanType: ['qrCode', 'wxCode' as 'qrCode'] })
    // A mini-program code leads to a page instead of carrying a text.
    return path || result
  } catch {
    return undefined
  }
}
