import Taro from '@tarojs/taro'
import { ApiError, problemFrom } from './api-error'
import { apiBase, clientName } from './client-name'
import { NetworkError } from './network-error'
import type { PrivatePhoto } from './private-photo.types'
import { accessToken, provingIfAsked } from './request'

/** As on the web page; WeChat keeps the photo in a temporary file that ends with the app. */
export const privatePhoto = (path: string): Promise<PrivatePhoto> => provingIfAsked(() => fetched(path))

async function fetched(path: string): Promise<PrivatePhoto> {
  const token = await accessToken()
  try {
    const { statusCode, tempFilePath } = await Taro.downloadFile({
      url: apiBase + path,
      header: { 'X-Client': clientName, ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
    })
    const forget = () => Taro.getFileSystemManager().unlink({ filePath: tempFilePath })
    if (statusCode === 200) return { url: tempFilePath, forget }
    const problem = problemFrom(statusCode, refusalIn(tempFilePath), undefined)
    forget()
    throw new ApiError(problem)
  } catch (error) {
    throw error instanceof ApiError ? error : new NetworkError('offline', { cause: error })
  }
}

/** What the server said instead of a photo: WeChat keeps every answer in the file, a refusal too. */
function refusalIn(filePath: string): unknown {
  try {
    const text = Taro.getFileSystemManager().readFileSync(filePath, 'utf8')
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}
