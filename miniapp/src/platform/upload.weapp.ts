import type { FileView } from '@linli/shared/files/files.schema'
import Taro from '@tarojs/taro'
import { NetworkError } from './network-error'
import type { Upload, UploadRequest } from './photos.types'
import { UPLOAD_TIMEOUT_MS, uploadHeaders, uploadUrl, uploadedFile } from './upload-answer'

/** Sends one file; WeChat takes one per call. */
export function startUpload({ file, purpose, key, onProgress }: UploadRequest): Upload {
  let stopped = false
  let abort = () => {}
  const run = async (): Promise<FileView> => {
    if (typeof file.source !== 'string') throw new TypeError('WeChat sends files by their path')
    const header = await uploadHeaders(key)
    if (stopped) throw new NetworkError('stopped')
    const task = Taro.uploadFile({
      url: uploadUrl,
      filePath: file.source,
      name: 'file',
      formData: { purpose },
      header,
      timeout: UPLOAD_TIMEOUT_MS,
    })
    abort = () => task.abort()
    task.progress(({ progress }) => onProgress(progress / 100))
    const answer = await task.catch((error: unknown) => {
      throw new NetworkError(stopped ? 'stopped' : 'offline', { cause: error })
    })
    return uploadedFile(answer.statusCode, answer.data)
  }
  return {
    done: run(),
    stop: () => {
      stopped = true
      abort()
    },
  }
}
