import { useCallback, useState } from 'react'
import { readStored, removeStored, writeStored } from './storage'

export interface Draft<T> {
  readonly value: T
  readonly change: (part: Partial<T>) => void
  /** Forgets it, after it was sent. */
  readonly clear: () => void
  /** It stands on this device: `草稿已存在本机`. */
  readonly saved: boolean
}

const nameOf = (key: string) => `draft:${key}`

/**
 * What a person writes, kept on this device with each change; leaving the page never asks and never loses.
 * @param initial a new draft; stored fields of another type than here are left out (an older release wrote them)
 */
export function useDraft<T extends object>(key: string, initial: T): Draft<T> {
  const [{ value, saved }, setState] = useState(() => {
    const stored = readStored(nameOf(key))
    const found = typeof stored === 'object' && stored !== null
    return { value: found ? merge(initial, stored) : initial, saved: found }
  })
  const change = useCallback(
    (part: Partial<T>) => {
      setState((before) => {
        const next = { ...before.value, ...part }
        return { value: next, saved: writeStored(nameOf(key), next) }
      })
    },
    [key],
  )
  const clear = useCallback(() => {
    removeStored(nameOf(key))
    setState({ value: initial, saved: false })
  }, [key, initial])
  return { value, change, clear, saved }
}

/** The stored fields that still fit; a field that may be undefined takes whatever was stored. */
function merge<T extends object>(initial: T, stored: object): T {
  const fits = Object.entries(stored).filter(([name, value]) => {
    if (!(name in initial)) return false
    const expected: unknown = initial[name as keyof T]
    return (
      expected === undefined ||
      (typeof value === typeof expected && Array.isArray(value) === Array.isArray(expected))
    )
  })
  return { ...initial, ...Object.fromEntries(fits) }
}
