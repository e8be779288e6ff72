import type { FileView } from '@linli/shared/files/files.schema'
import { NetworkError } from './network-error'
import type { Upload, UploadRequest } from './photos.types'
import { UPLOAD_TIMEOUT_MS, uploadHeaders, uploadUrl, uploadedFile } from './upload-answer'

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
      request.timeout = UPLOAD_TIMEOUT_MS
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
      request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total)
      request.onload = () => {
        try {
          resolve(uploadedFile(request.status, request.responseText))
        } catch (error) {
          reject(error instanceof Error ? error : new NetworkError('offline', { cause: error }))
        }
      }
      request.onerror = () => reject(new NetworkError('offline'))
      request.ontimeout = () => reject(new NetworkError('timeout'))
      request.onabort = () => reject(new NetworkError('stopped'))
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
