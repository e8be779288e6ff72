import { can, sourcesOf } from '@linli/shared/machine'
import { homeRequestMachine, type HomeRequestEvent } from '@linli/shared/homes/homes.machine'
import { AppError } from '../../platform/problem-error'
import type { HomeRequestRow } from './home-request.model'

/** 409 when the request is no longer in a status that allows the event, or was changed since the caller read it. */
export function refuseMoved(
  { status, version }: Pick<HomeRequestRow, 'status' | 'version'>,
  read: number,
  event: HomeRequestEvent,
): void {
  if (!can(homeRequestMachine, status, event))
    throw new AppError('invalid_status', {
      details: { current: status, allowedFrom: sourcesOf(homeRequestMachine, event) },
    })
  if (version !== read) throw new AppError('version_conflict')
}
