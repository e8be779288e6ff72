import { useEffect } from 'react'
import { usePageShown } from '@/platform/page-shown'
import { createStore, useStore } from '@/platform/store'
import { Box } from './box'
import { Tap } from './tap'

interface ToastMessage {
  readonly text: string
  readonly undo?: (() => void) | undefined
}

const SHOWN_MS = 2_500
/** Undoing takes a thought longer. */
const UNDO_MS = 5_000

const current = createStore<ToastMessage | undefined>(undefined)

/** Says in one line that something worked, with 撤销 when it can be undone. Never for an error one must act on. */
export function showToast(text: string, undo?: () => void): void {
  current.set({ text, undo })
}

/** Draws the toast; every Page has one. Its time runs where it is seen: what was said on leaving a page stays for its time on the next. */
export function ToastHost() {
  const message = useStore(current)
  const shown = usePageShown()
  useEffect(() => {
    if (message === undefined || !shown) return
    const timer = setTimeout(() => current.set(undefined), message.undo === undefined ? SHOWN_MS : UNDO_MS)
    return () => clearTimeout(timer)
  }, [message, shown])
  return (
    <Box live="polite" role="status" className="toast-host">
      {message !== undefined && (
        <Box className="toast">
          <Box as="span">{message.text}</Box>
          {message.undo !== undefined && (
            <Tap
              className="toast__undo"
              onTap={() => {
                message.undo?.()
                current.set(undefined)
              }}
            >
              撤销
            </Tap>
          )}
        </Box>
      )}
    </Box>
  )
}
