import { homeRequestStatusLabel } from '@linli/shared/homes/homes.machine'
import type { MyRequestView } from '@linli/shared/homes/home-requests.schema'
import type { ReactElement } from 'react'
import { useActor } from '@/platform/session'
import { ListRow } from '@/ui/list-row'
import { StatusPill } from '@/ui/status-pill'
import { useMyHomes } from './queries'
import { failedRequest, myRoomsUrl, requestLine, requestTone, waitingRequest } from './words'

/**
 * The request of somebody who waits for a first home; undefined for everybody else, and until it is known: `isAsked` then
 * says that it is on its way.
 */
export function useWaitingRequest(): {
  readonly waiting: MyRequestView | undefined
  /** It came to nothing, and no other was sent since. */
  readonly failed: MyRequestView | undefined
  readonly isAsked: boolean
} {
  const actor = useActor()
  const homeless = actor?.consentCurrent === true && actor.homes.length === 0
  const homes = useMyHomes(homeless)
  const requests = homeless ? (homes.data?.requests ?? []) : []
  return {
    waiting: waitingRequest(requests),
    failed: failedRequest(requests),
    isAsked: homeless && homes.isPending,
  }
}

/** What waits since it was asked for, or why it came to nothing; in its place the row that says how to bind a home. */
export function WaitingHome({ otherwise }: { readonly otherwise: ReactElement }) {
  const { waiting, failed, isAsked } = useWaitingRequest()
  // Whoever has asked is not told to ask while a slow network has not answered.
  if (isAsked) return null
  const last = waiting ?? failed
  if (last === undefined) return otherwise
  return (
    <ListRow
      disc="my-home"
      title={`绑定${last.roomLabel}`}
      detail={requestLine(last, new Date())}
      meta={<StatusPill tone={requestTone[last.status]}>{homeRequestStatusLabel[last.status]}</StatusPill>}
      to={myRoomsUrl}
    />
  )
}
