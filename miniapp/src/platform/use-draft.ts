import { useCallback, useState } from 'react'
import { readStored, removeStored, writeStored } from './storage'

export interface Draft<T> {
  readonly value: T
  readonly change: (part: Partial<T>) => void
  /** Forgets it, after it was sent. */
  readonly clear: () => void
  /** Forgets these fields, after they were sent; what was written into one of them since stays. */
  readonly sent: (part: Partial<T>) => void
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
  const sent = useCallback(
    (part: Partial<T>) => {
      setState((before) => {
        const next = forgetting(before.value, part, initial)
        if (!isSame(next, initial)) return { value: next, saved: writeStored(nameOf(key), next) }
        removeStored(nameOf(key))
        return { value: initial, saved: false }
      })
    },
    [key, initial],
  )
  return { value, change, clear, sent, saved }
}

const namesOf = <T extends object>(value: T) => Object.keys(value) as (keyof T)[]

const isSame = <T extends object>(one: T, other: T): boolean =>
  namesOf({ ...one, ...other }).every((name) => Object.is(one[name], other[name]))

/** The draft with those of its fields new that are still as they were sent. */
function forgetting<T extends object>(value: T, sent: Partial<T>, initial: T): T {
  const next = { ...value }
  for (const name of namesOf(sent)) if (Object.is(value[name], sent[name])) next[name] = initial[name]
  return next
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
