import { useEffect, useState } from 'react'

/** The value once it has not changed for a while: what is asked of the server while somebody types. */
export function useQuiet<T>(value: T, ms: number): T {
  const [quiet, setQuiet] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return quiet
}
