import type { FileView } from '@linli/shared/files/files.schema'
import { ApiError, problemFrom } from './api-error'
import { apiBase, clientName, fileUrl } from './client-name'
import { accessToken } from './request'

export const uploadUrl = `${apiBase}/files`

export async function uploadHeaders(key: string): Promise<Record<string, string>> {
  const token = await accessToken()
  return {
    'X-Client': clientName,
    'Idempotency-Key': key,
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
  }
}

/** The stored file, with addresses that can be shown, or the server's refusal. */
export function uploadedFile(status: number, text: string): FileView {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    body = undefined
  }
  if (status < 200 || status > 299 || body === undefined)
    throw new ApiError(problemFrom(status, body, undefined))
  const file = body as FileView
  const { thumb, view } = file.urls
  return { ...file, urls: { view: fileUrl(view), ...(thumb !== undefined && { thumb: fileUrl(thumb) }) } }
}
