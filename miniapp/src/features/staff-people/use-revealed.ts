import { useEffect, useState } from 'react'

/** How long something in full stays on the screen. */
export const REVEALED_MS = 30_000

/** A value that is shown for half a minute and then forgotten; leaving the page forgets it at once. */
export function useRevealed<T>(): readonly [T | undefined, (value: T | undefined) => void] {
  const [value, setValue] = useState<T>()
  useEffect(() => {
    if (value === undefined) return
    const timer = setTimeout(() => setValue(undefined), REVEALED_MS)
    return () => clearTimeout(timer)
  }, [value])
  return [value, setValue]
}
