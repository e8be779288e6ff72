import type { ErrorCode } from '@linli/shared/errors'
import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/platform/api-error'
import { takeNewerRelease } from '@/platform/newer-release'
import { sessionEnded } from '@/platform/session'
import { refreshActor } from '@/platform/sign-in'
import { openGate } from './return-to'

/** What the server answers to whoever has lost a role since the screen was opened. */
const lostRole: readonly ErrorCode[] = ['forbidden', 'staff_suspended']

/**
 * Leads to the sign-in, the consent page or the newer release whenever the server asks for it, and looks up anew what
 * the person may do once something is refused that the screen still offered.
 */
export function watchRefusals(client: QueryClient): void {
  let looking: Promise<void> | undefined
  const lookAnew = () => {
    looking ??= refreshActor()
      // Without an answer the screen stays as it is; the next refusal looks again.
      .catch(() => undefined)
      .finally(() => (looking = undefined))
  }
  const judge = (error: unknown) => {
    if (!(error instanceof ApiError)) return
    if (error.code === 'unauthenticated') openGate('sign-in')
    if (error.code === 'consent_required') openGate('consent')
    if (error.code === 'client_too_old') takeNewerRelease()
    if (lostRole.includes(error.code)) lookAnew()
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
