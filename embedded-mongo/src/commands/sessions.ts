import { Binary } from 'bson'
import { isDoc } from '../value/document'
import { onlyFields, type Engine, type Reply, type Request } from './request'

export async function commitTransaction(engine: Engine, request: Request): Promise<Reply> {
  onlyFields(request)
  await engine.sessions.commit(request.session)
  return {}
}

export function abortTransaction(engine: Engine, request: Request): Reply {
  onlyFields(request)
  engine.sessions.abort(request.session)
  return {}
}

function lsidsOf(value: unknown): Buffer[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item) =>
    isDoc(item) && item.id instanceof Binary
      ? [Buffer.from(item.id.buffer.subarray(0, item.id.position))]
      : [],
  )
}

/** endSessions and killSessions: open transactions and cursors of these sessions end. */
export function endSessions(engine: Engine, request: Request): Reply {
  const lsids = lsidsOf(request.body[request.name])
  engine.sessions.endSessions(lsids)
  for (const lsid of lsids) engine.cursors.killOfSession(lsid)
  return {}
}

export function refreshSessions(): Reply {
  return {}
}
