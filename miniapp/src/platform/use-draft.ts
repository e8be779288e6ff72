import { useCallback, useEffect, useRef, useState } from 'react'
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

type Forget = (part: object) => void

/** The forms that are open now, by draft: one that was left while it was being sent tells the one opened since. */
const open = new Map<string, Set<Forget>>()

function follow(key: string, forget: Forget): () => void {
  const forms = open.get(key) ?? new Set()
  open.set(key, forms.add(forget))
  return () => {
    forms.delete(forget)
    if (forms.size === 0) open.delete(key)
  }
}

function storedDraft<T extends object>(key: string, initial: T): { value: T; saved: boolean } {
  const stored = readStored(nameOf(key))
  const found = typeof stored === 'object' && stored !== null
  return { value: found ? merge(initial, stored) : initial, saved: found }
}

/**
 * What a person writes, kept on this device with each change; leaving the page never asks and never loses.
 * @param initial a new draft; stored fields of another type than here are left out (an older release wrote them)
 */
export function useDraft<T extends object>(key: string, initial: T): Draft<T> {
  const [{ value, saved }, setState] = useState(() => storedDraft(key, initial))
  /** What this form has kept: the state of one that was left can no longer be asked. */
  const own = useRef(value)
  own.current = value
  const start = useRef(initial)
  start.current = initial
  const change = useCallback(
    (part: Partial<T>) => {
      setState((before) => {
        const next = { ...before.value, ...part }
        return { value: next, saved: writeStored(nameOf(key), next) }
      })
    },
    [key],
  )
  const sent = useCallback(
    (part: Partial<T>) => {
      const stored = storedDraft(key, start.current)
      if (stored.saved) keep(key, forgetting(stored.value, part, start.current), start.current)
      for (const forget of open.get(key) ?? []) forget(part)
    },
    [key],
  )
  useEffect(
    () =>
      follow(key, (part) => {
        setState((before) => {
          const next = forgetting(before.value, part, start.current)
          return { value: next, saved: keep(key, next, start.current) }
        })
      }),
    [key],
  )
  const clear = useCallback(() => {
    sent(own.current)
    setState({ value: start.current, saved: false })
  }, [sent])
  return { value, change, clear, sent, saved }
}

const namesOf = <T extends object>(value: T) => Object.keys(value) as (keyof T)[]

/** By what is written: what was read from the device again is never the same object. */
const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const isSame = <T extends object>(one: T, other: T): boolean =>
  namesOf({ ...one, ...other }).every((name) => isEqual(one[name], other[name]))

/** Keeps what is left of a draft; false when nothing is, or the device refused. */
function keep<T extends object>(key: string, next: T, initial: T): boolean {
  if (!isSame(next, initial)) return writeStored(nameOf(key), next)
  removeStored(nameOf(key))
  return false
}

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
