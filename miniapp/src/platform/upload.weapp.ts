import { LONGEST_UPLOAD_MS } from '@linli/shared/files/upload-pace.rules'
import type { FileView } from '@linli/shared/files/files.schema'
import Taro from '@tarojs/taro'
import { ApiError } from './api-error'
import { NetworkError } from './network-error'
import type { Upload, UploadRequest } from './photos.types'
import { uploadHeaders, uploadUrl, uploadedFile } from './upload-answer'
import { watchStall } from './upload-stall'

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
      // WeChat would give up after a minute.
      timeout: LONGEST_UPLOAD_MS,
    })
    abort = () => task.abort()
    let stands = false
    const stall = watchStall(() => {
      stands = true
      task.abort()
    })
    task.progress(({ progress }) => {
      stall.moved()
      onProgress(progress / 100)
    })
    try {
      const answer = await task
      return uploadedFile(answer.statusCode, answer.data)
    } catch (error) {
      if (error instanceof ApiError) throw error
      throw new NetworkError(stopped ? 'stopped' : stands ? 'timeout' : 'offline', { cause: error })
    } finally {
      stall.end()
    }
  }
  return {
    done: run(),
    stop: () => {
      stopped = true
      abort()
    },
  }
}
