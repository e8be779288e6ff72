import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/platform/api-error'
import { takeNewerRelease } from '@/platform/newer-release'
import { sessionEnded } from '@/platform/session'
import { openGate } from './return-to'

/** Leads to the sign-in, the consent page or the newer release whenever the server asks for it. */
export function watchRefusals(client: QueryClient): void {
  const judge = (error: unknown) => {
    if (!(error instanceof ApiError)) return
    if (error.code === 'unauthenticated') openGate('sign-in')
    if (error.code === 'consent_required') openGate('consent')
    if (error.code === 'client_too_old') takeNewerRelease()
  }
  client.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') judge(event.action.error)
  })
  // Told by the session and not by an error: an upload or a read in the background may have been the first to hear.
  sessionEnded.subscribe(() => {
    if (sessionEnded.get()) openGate('sign-in')
  })
  client.getMutationCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') judge(event.action.error)
  })
}
