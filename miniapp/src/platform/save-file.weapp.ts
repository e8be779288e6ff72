import Taro from '@tarojs/taro'

/**
 * Downloads a file and hands it over to a chat (to oneself: 文件传输助手), the one way WeChat has for a file that is
 * neither a picture nor a document; false when that did not work.
 */
export async function saveFile(url: string, fileName: string): Promise<boolean> {
  try {
    const { tempFilePath, statusCode } = await Taro.downloadFile({ url })
    if (statusCode !== 200) return false
    await Taro.shareFileMessage({ filePath: tempFilePath, fileName })
    return true
  } catch {
    return false
  }
}
