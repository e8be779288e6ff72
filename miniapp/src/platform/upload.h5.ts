import { LONGEST_UPLOAD_MS } from '@linli/shared/files/upload-pace.rules'
import type { FileView } from '@linli/shared/files/files.schema'
import { NetworkError } from './network-error'
import type { Upload, UploadRequest } from './photos.types'
import { uploadHeaders, uploadUrl, uploadedFile } from './upload-answer'
import { watchStall } from './upload-stall'

/** Sends one file. XMLHttpRequest, because fetch tells no progress of what it sends. */
export function startUpload({ file, purpose, key, onProgress }: UploadRequest): Upload {
  const request = new XMLHttpRequest()
  let stopped = false
  const run = async (): Promise<FileView> => {
    const headers = await uploadHeaders(key)
    if (stopped) throw new NetworkError('stopped')
    if (typeof file.source === 'string') throw new TypeError('A browser sends files, not paths')
    const form = new FormData()
    form.append('purpose', purpose)
    form.append('file', file.source, file.name)
    return new Promise((resolve, reject) => {
      request.open('POST', uploadUrl)
      request.timeout = LONGEST_UPLOAD_MS
      let stands = false
      const stall = watchStall(() => {
        stands = true
        request.abort()
      })
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
      request.upload.onprogress = (event) => {
        stall.moved()
        if (event.lengthComputable) onProgress(event.loaded / event.total)
      }
      request.onloadend = stall.end
      request.onload = () => {
        try {
          resolve(uploadedFile(request.status, request.responseText))
        } catch (error) {
          reject(error instanceof Error ? error : new NetworkError('offline', { cause: error }))
        }
      }
      request.onerror = () => reject(new NetworkError('offline'))
      request.ontimeout = () => reject(new NetworkError('timeout'))
      request.onabort = () => reject(new NetworkError(stands ? 'timeout' : 'stopped'))
      request.send(form)
    })
  }
  return {
    done: run(),
    stop: () => {
      stopped = true
      request.abort()
    },
  }
}
