import { useCallback, useEffect, useState } from 'react'
import { readStored, removeStored, writeStored } from './storage'

export interface Draft<T> {
  readonly value: T
  readonly change: (part: Partial<T>) => void
  /** The same from what it is by then: for acts that may follow each other faster than the screen. */
  readonly alter: (make: (before: T) => Partial<T>) => void
  /** Forgets it, after it was sent. */
  readonly clear: () => void
  /** Forgets these fields, after they were sent; what was written into one of them since stays. */
  readonly sent: (part: Partial<T>) => void
  /** It stands on this device: `草稿已存在本机`. */
  readonly saved: boolean
}

const nameOf = (key: string) => `draft:${key}`

type Forget = (sent: object | null) => void
/** The forms that show a draft now: what one of them has sent, maybe after it was left, no other goes on showing. */
const showing = new Map<string, Set<Forget>>()

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
  const alter = useCallback(
    (make: (before: T) => Partial<T>) => {
      setState((before) => {
        const next = { ...before.value, ...make(before.value) }
        return { value: next, saved: writeStored(nameOf(key), next) }
      })
    },
    [key],
  )
  const change = useCallback((part: Partial<T>) => alter(() => part), [alter])
  useEffect(() => {
    const forget: Forget = (part) =>
      setState((before) =>
        part === null
          ? { value: initial, saved: false }
          : kept(key, forgetting(before.value, part, initial), initial),
      )
    const all = showing.get(key) ?? new Set()
    showing.set(key, all.add(forget))
    return () => {
      all.delete(forget)
      if (all.size === 0) showing.delete(key)
    }
  }, [key, initial])
  const clear = useCallback(() => {
    removeStored(nameOf(key))
    for (const forget of showing.get(key) ?? []) forget(null)
  }, [key])
  const sent = useCallback(
    (part: Partial<T>) => {
      const forms = showing.get(key)
      for (const forget of forms ?? []) forget(part)
      const stored = forms === undefined ? readStored(nameOf(key)) : null
      if (typeof stored === 'object' && stored !== null)
        kept(key, forgetting(merge(initial, stored), part, initial), initial)
    },
    [key, initial],
  )
  return { value, change, alter, clear, sent, saved }
}

/** Keeps what is left of a draft; of one that is as it began nothing is kept. */
function kept<T extends object>(key: string, next: T, initial: T): { value: T; saved: boolean } {
  if (!isSame(next, initial)) return { value: next, saved: writeStored(nameOf(key), next) }
  removeStored(nameOf(key))
  return { value: initial, saved: false }
}

const namesOf = <T extends object>(value: T) => Object.keys(value) as (keyof T)[]

const isSame = <T extends object>(one: T, other: T): boolean =>
  namesOf({ ...one, ...other }).every((name) => isEqual(one[name], other[name]))

/** What was read from the device again is equal and not the same. */
const isEqual = (one: unknown, other: unknown): boolean =>
  Object.is(one, other) || JSON.stringify(one) === JSON.stringify(other)

/** The draft with those of its fields new that are still as they were sent. */
function forgetting<T extends object>(value: T, sent: Partial<T>, initial: T): T {
  const next = { ...value }
  for (const name of namesOf(sent)) if (isEqual(value[name], sent[name])) next[name] = initial[name]
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
