import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api-error'
import { sessionStore } from './session'

/** Fresh for this long; after that a page shows what it knows and asks again. */
const STALE_MS = 30_000
const RETRIES = 2

/** Trying again helps against a bad network and a busy server, never against a no. */
function worthRetrying(failures: number, error: Error): boolean {
  return failures < RETRIES && !(error instanceof ApiError && error.status < 500)
}

/** The app's query client. WeChat has no `navigator.onLine`, so requests are always tried. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_MS, networkMode: 'always', retry: worthRetrying },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  let who = sessionStore.get()?.actor.accountId
  sessionStore.subscribe(() => {
    const next = sessionStore.get()?.actor.accountId
    // Another person on the same device must see nothing of the one before.
    if (next !== who) client.clear()
    who = next
  })
  return client
}
