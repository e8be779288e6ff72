import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/platform/api-error'
import { openGate } from './return-to'

/** Leads to the sign-in or the consent page whenever the server asks for it, and back afterwards. */
export function watchRefusals(client: QueryClient): void {
  const judge = (error: unknown) => {
    if (!(error instanceof ApiError)) return
    if (error.code === 'unauthenticated' || error.code === 'session_ended') openGate('sign-in')
    if (error.code === 'consent_required') openGate('consent')
  }
  client.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') judge(event.action.error)
  })
  client.getMutationCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') judge(event.action.error)
  })
}
