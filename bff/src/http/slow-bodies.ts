import type { IncomingMessage, Server } from 'node:http'
import { UPLOAD_BYTES_PER_SECOND } from '@linli/shared/files/upload-pace.rules'

/** What is known of a body that is on its way. Milliseconds. */
export interface Arrival {
  /** Since its headers were whole. */
  readonly elapsedMs: number
  /** Since its last byte came. */
  readonly idleMs: number
  readonly bytes: number
}

/**
 * Whether a sender holds a connection for too little: nothing came for `patienceMs`, or what came is less than the pace
 * of an upload since. A fixed end would cut a film on a slow line that arrives all the time, and an end far enough away
 * for it would let anybody hold connections with a byte a second (slow loris).
 */
export const isTooSlow = ({ elapsedMs, idleMs, bytes }: Arrival, patienceMs: number): boolean =>
  idleMs > patienceMs || elapsedMs > patienceMs + (bytes / UPLOAD_BYTES_PER_SECOND) * 1000

interface Watched {
  readonly request: IncomingMessage
  readonly startedAt: number
  /** What the connection had brought before; it may carry one request after the other. */
  readonly before: number
  bytes: number
  movedAt: number
}

/** Why the connection is given up, as Node names it where it looks by itself. */
const tooSlow = (): Error =>
  Object.assign(new Error('a body came too slowly'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })

/** Looks after the bodies that are arriving and hands those that are too slow to the server's `clientError`. */
export function watchBodies(
  server: Server,
  options: { readonly patienceMs: number; readonly checkMs: number; readonly now: () => number },
): void {
  const { patienceMs, checkMs, now } = options
  const arriving = new Set<Watched>()
  server.on('request', (request) => {
    // Where everything came at once there is nothing to wait for.
    if (request.complete) return
    const at = now()
    arriving.add({ request, startedAt: at, before: request.socket.bytesRead, bytes: 0, movedAt: at })
  })
  const round = setInterval(() => {
    const at = now()
    for (const watched of arriving) {
      const { request, startedAt, before } = watched
      if (request.complete || request.socket.destroyed) {
        arriving.delete(watched)
        continue
      }
      const bytes = request.socket.bytesRead - before
      if (bytes > watched.bytes) Object.assign(watched, { bytes, movedAt: at })
      if (!isTooSlow({ elapsedMs: at - startedAt, idleMs: at - watched.movedAt, bytes }, patienceMs)) continue
      arriving.delete(watched)
      server.emit('clientError', tooSlow(), request.socket)
    }
  }, checkMs)
  round.unref()
  server.once('close', () => clearInterval(round))
}
