import { useEffect, useRef, useState } from 'react'
import type { Uploads } from './use-uploads'

export interface AfterUploads {
  /** Sends now, or as soon as what is under way has arrived. */
  readonly send: () => void
  /** The tap is remembered until the uploads are through. */
  readonly waiting: boolean
}

/**
 * A form that is sent while its photos are still on their way waits for them instead of leaving them out. If one
 * fails meanwhile nothing is sent: the person sees which, and decides with the next tap.
 */
export function useAfterUploads({ busy, failed }: Pick<Uploads, 'busy' | 'failed'>, send: () => void) {
  const [waiting, setWaiting] = useState(false)
  const latest = useRef(send)
  latest.current = send
  useEffect(() => {
    if (!waiting || busy) return
    setWaiting(false)
    if (failed === 0) latest.current()
  }, [waiting, busy, failed])
  return { waiting, send: () => (busy ? setWaiting(true) : send()) } satisfies AfterUploads
}
