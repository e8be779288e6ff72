import Taro from '@tarojs/taro'
import { privatePhoto } from './private-photo'

/** Downloads a file that only the bearer may have, and hands it over to a chat; false when that was refused. */
export async function savePrivate(path: string, fileName: string): Promise<boolean> {
  const { url } = await privatePhoto(path)
  try {
    await Taro.shareFileMessage({ filePath: url, fileName })
    return true
  } catch {
    return false
  }
}
