import type { QueryClient, QueryKey } from '@tanstack/react-query'

/**
 * Shows the answer of a write in place of what was read before. A reading that began before the write and comes after
 * its answer tells what was, and is dropped: on a slow network the page would take back what somebody has just said.
 */
export async function adoptAnswer(client: QueryClient, queryKey: QueryKey, answer: unknown): Promise<void> {
  await client.cancelQueries({ queryKey, exact: true })
  client.setQueryData(queryKey, answer)
}
