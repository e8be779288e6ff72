import { AsyncLocalStorage } from 'node:async_hooks'

/** A value that is known to everything awaited inside `run`, however deep, without being handed on. */
export interface Ambient<T> {
  run<R>(value: T, fn: () => Promise<R>): Promise<R>
  /** The value of the innermost `run` this is called in; undefined outside, and for what goes on after its `run`. */
  current(): T | undefined
}

/**
 * An AsyncLocalStorage that is switched off while nobody is inside. On Node 20 one that is on makes the engine call
 * back at every promise of the whole process: a sixth of the processor time of a request that has no use for it.
 * As long as one `run` is under way it stays on for all of them.
 */
export function createAmbient<T>(): Ambient<T> {
  const storage = new AsyncLocalStorage<{ readonly value: T; isOver: boolean }>()
  let inside = 0
  return {
    async run(value, fn) {
      const here = { value, isOver: false }
      inside += 1
      try {
        return await storage.run(here, fn)
      } finally {
        // Otherwise it would depend on who else is inside whether what was left behind still sees it.
        here.isOver = true
        inside -= 1
        if (inside === 0) storage.disable()
      }
    },
    current() {
      const here = storage.getStore()
      return here === undefined || here.isOver ? undefined : here.value
    },
  }
}
