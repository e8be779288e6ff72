import { useEffect, useState } from 'react'

/** The value once it has stayed the same for `ms` milliseconds: what somebody has typed and not what is being typed. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
