import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { ApiError } from './api-error'

/** Somebody was faster, or the matter is no longer in the state the page showed (409). */
export const isOvertaken = (error: unknown): boolean => error instanceof ApiError && error.status === 409

/**
 * Overtaken: what the page knows is fetched anew. A mutation waits for the promise its `onError`
 * answers, so the refusal is shown over the newest state, and the next attempt names the newest version.
 * Any other error fetches nothing.
 */
export async function refreshIfOvertaken(
  client: QueryClient,
  error: Error,
  ...queryKeys: readonly QueryKey[]
): Promise<void> {
  if (!isOvertaken(error)) return
  await Promise.all(queryKeys.map((queryKey) => client.invalidateQueries({ queryKey })))
}
