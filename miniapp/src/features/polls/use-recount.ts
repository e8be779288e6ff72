import type { BoardFile } from '@linli/shared/polls/board.schema'
import type { Recount } from '@linli/shared/polls/recount'
import { useCallback, useEffect, useRef, useState } from 'react'
import { fetchBoard } from './queries'
import { runRecount } from './run-recount'

export type RecountState =
  | { readonly step: 'fetching' }
  | { readonly step: 'counting'; readonly board: BoardFile; readonly share: number }
  | { readonly step: 'done'; readonly board: BoardFile; readonly recount: Recount; readonly ms: number }
  | { readonly step: 'failed'; readonly error: unknown }

/** Downloads a board and counts it on this device as soon as the page is open; again whenever asked. */
export function useRecount(id: string): { readonly state: RecountState; readonly again: () => void } {
  const [state, setState] = useState<RecountState>({ step: 'fetching' })
  const running = useRef({ stopped: true })

  const again = useCallback(() => {
    running.current.stopped = true
    const signal = { stopped: false }
    running.current = signal
    const show = (next: RecountState) => {
      if (!signal.stopped) setState(next)
    }
    const count = async () => {
      try {
        show({ step: 'fetching' })
        const board = await fetchBoard(id)
        const began = Date.now()
        show({ step: 'counting', board, share: 0 })
        const recount = await runRecount(board, (share) => show({ step: 'counting', board, share }), signal)
        if (recount) show({ step: 'done', board, recount, ms: Date.now() - began })
      } catch (error) {
        show({ step: 'failed', error })
      }
    }
    void count()
  }, [id])

  useEffect(() => {
    again()
    return () => {
      running.current.stopped = true
    }
  }, [again])
  return { state, again }
}
