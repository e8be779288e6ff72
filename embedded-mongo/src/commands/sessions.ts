import { Binary } from 'bson'
import { lsidOf } from '../session/sessions'
import { isDoc } from '../value/document'
import type { Engine, Reply, Request } from './request'

// Every export is a command.
export { endSessions as killSessions }

export async function commitTransaction(engine: Engine, request: Request): Promise<Reply> {
  await engine.sessions.commit(request.session)
  return {}
}

export function abortTransaction(engine: Engine, request: Request): Reply {
  engine.sessions.abort(request.session)
  return {}
}

/** endSessions and killSessions: open transactions and cursors of these sessions end. */
export function endSessions(engine: Engine, { body, name }: Request): Reply {
  for (const item of Array.isArray(body[name]) ? (body[name] as unknown[]) : []) {
    if (!isDoc(item) || !(item.id instanceof Binary)) continue
    const lsid = lsidOf(item.id)
    engine.sessions.end(lsid)
    engine.cursors.killOfSession(lsid)
  }
  return {}
}
