import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/platform/api-error'
import { takeNewerRelease } from '@/platform/newer-release'
import { openGate } from './return-to'

/** Leads to the sign-in, the consent page or the newer release whenever the server asks for it. */
export function watchRefusals(client: QueryClient): void {
  const judge = (error: unknown) => {
    if (!(error instanceof ApiError)) return
    if (error.code === 'unauthenticated' || error.code === 'session_ended') openGate('sign-in')
    if (error.code === 'consent_required') openGate('consent')
    if (error.code === 'client_too_old') takeNewerRelease()
  }
  client.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') judge(event.action.error)
  })
  client.getMutationCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') judge(event.action.error)
  })
}
