import { useMemo, useRef } from 'react'
import { randomId } from './random-id'
import { isAlreadySent, leavesOpen } from './use-attempt'

export interface FormKey {
  /** The key of the next sending. */
  readonly current: () => string
  /** To be told how each sending ended; `null` when it arrived. */
  readonly settle: (error: Error | null) => void
}

/**
 * One key for one filled-in form that this device keeps nothing of: sent again after a lost answer, it is the same
 * act. What was certainly not done, or has arrived, lets the next sending be another one.
 */
export function useFormKey(): FormKey {
  const key = useRef(randomId())
  return useMemo(
    () => ({
      current: () => key.current,
      settle(error) {
        if (error === null || isAlreadySent(error) || !leavesOpen(error)) key.current = randomId()
      },
    }),
    [],
  )
}
