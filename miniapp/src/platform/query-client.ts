import { notifyManager, QueryClient, type QueryKey } from '@tanstack/react-query'
import { ApiError } from './api-error'
import { sessionStore } from './session'

/** Fresh for this long; after that a page shows what it knows and asks again. */
const STALE_MS = 30_000
const RETRIES = 2

/** Trying again helps against a bad network and a busy server, never against a no. */
function worthRetrying(failures: number, error: Error): boolean {
  return failures < RETRIES && !(error instanceof ApiError && error.status < 500)
}

/**
 * Screens hear of a change before the next tap is dealt with, not a timer later: a button that has begun to work is
 * busy when the second tap of a double tap reaches it, however slow the phone is.
 */
function tellAtOnce(): void {
  notifyManager.setScheduler((callback) => void Promise.resolve().then(callback))
}

/**
 * What was just written stands. An answer that was on its way before does not know of it, and would put the old state
 * back for half a minute: it is given up and asked for anew.
 */
function keepNewest(client: QueryClient): void {
  client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual !== true) return
    if (event.query.state.fetchStatus === 'idle') return
    const queryKey = event.query.queryKey as QueryKey
    void client.invalidateQueries({ queryKey, exact: true, refetchType: 'all' })
  })
}

/** The app's query client. WeChat has no `navigator.onLine`, so requests are always tried. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_MS, networkMode: 'always', retry: worthRetrying },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  tellAtOnce()
  keepNewest(client)
  let who = sessionStore.get()?.actor.accountId
  sessionStore.subscribe(() => {
    const next = sessionStore.get()?.actor.accountId
    // Another person on the same device must see nothing of the one before.
    if (next !== who) client.clear()
    who = next
  })
  return client
}
