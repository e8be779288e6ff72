import { homeRequestStatusLabel } from '@linli/shared/homes/homes.machine'
import type { MyRequestView } from '@linli/shared/homes/home-requests.schema'
import type { ReactElement } from 'react'
import { useActor } from '@/platform/session'
import { ListRow } from '@/ui/list-row'
import { StatusPill } from '@/ui/status-pill'
import { useMyHomes } from './queries'
import { myRoomsUrl, requestLine, requestTone, waitingRequest } from './words'

/** The request of somebody who waits for a first home; undefined for everybody else. */
export function useWaitingRequest(): MyRequestView | undefined {
  const actor = useActor()
  const homeless = actor?.consentCurrent === true && actor.homes.length === 0
  const homes = useMyHomes(homeless)
  return homeless ? waitingRequest(homes.data?.requests ?? []) : undefined
}

/** What waits since it was asked for, and for whom; in its place the row that says how to bind a home. */
export function WaitingHome({ otherwise }: { readonly otherwise: ReactElement }) {
  const waiting = useWaitingRequest()
  if (waiting === undefined) return otherwise
  return (
    <ListRow
      disc="my-home"
      title={`绑定${waiting.roomLabel}`}
      detail={requestLine(waiting, new Date())}
      meta={
        <StatusPill tone={requestTone[waiting.status]}>{homeRequestStatusLabel[waiting.status]}</StatusPill>
      }
      to={myRoomsUrl}
    />
  )
}
