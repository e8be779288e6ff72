import { ApiError, problemFrom } from './api-error'
import { apiBase, clientName } from './client-name'
import { NetworkError } from './network-error'
import type { PrivatePhoto } from './private-photo.types'
import { accessToken, provingIfAsked } from './request'

/**
 * Fetches a photo that has no address of its own, with the bearer's token and, where it is asked for, the second
 * factor; answers where it can be shown from. Call `forget` when it is no longer shown.
 * @throws ApiError when the server refuses, NetworkError when no answer came
 */
export const privatePhoto = (path: string): Promise<PrivatePhoto> => provingIfAsked(() => fetched(path))

async function fetched(path: string): Promise<PrivatePhoto> {
  const token = await accessToken()
  let answer: Response
  try {
    answer = await fetch(apiBase + path, {
      headers: { 'X-Client': clientName, ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
    })
  } catch (error) {
    throw new NetworkError('offline', { cause: error })
  }
  if (!answer.ok) {
    const body: unknown = await answer.json().catch(() => undefined)
    throw new ApiError(problemFrom(answer.status, body, answer.headers.get('x-request-id') ?? undefined))
  }
  const url = URL.createObjectURL(await answer.blob())
  return { url, forget: () => URL.revokeObjectURL(url) }
}
