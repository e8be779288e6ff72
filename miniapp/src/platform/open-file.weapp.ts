import Taro from '@tarojs/taro'

/** Downloads a document and shows it with WeChat's own viewer; false when that did not work. */
export async function openFile(url: string): Promise<boolean> {
  try {
    const { tempFilePath, statusCode } = await Taro.downloadFile({ url })
    if (statusCode !== 200) return false
    await Taro.openDocument({ filePath: tempFilePath, showMenu: true })
    return true
  } catch {
    return false
  }
}
