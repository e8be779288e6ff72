import Taro from '@tarojs/taro'
import { ApiError, problemFrom } from './api-error'
import { apiBase, clientName } from './client-name'
import { NetworkError } from './network-error'
import { accessToken } from './request'

/** As on the web page; WeChat keeps the photo in a temporary file that ends with the app. */
export async function privatePhoto(
  path: string,
): Promise<{ readonly url: string; readonly forget: () => void }> {
  const token = await accessToken()
  try {
    const { statusCode, tempFilePath } = await Taro.downloadFile({
      url: apiBase + path,
      header: { 'X-Client': clientName, ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
    })
    if (statusCode !== 200) throw new ApiError(problemFrom(statusCode, undefined, undefined))
    return {
      url: tempFilePath,
      forget: () => Taro.getFileSystemManager().unlink({ filePath: tempFilePath }),
    }
  } catch (error) {
    throw error instanceof ApiError ? error : new NetworkError('offline', { cause: error })
  }
}
