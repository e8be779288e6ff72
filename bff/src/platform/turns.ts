/** Lets a bounded number of tasks run side by side; the others wait in order. For work that is heavy on memory. */
export interface Turns {
  take<T>(task: () => Promise<T>): Promise<T>
}

/** `sideBySide` tasks of this process at most. */
export function createTurns(sideBySide: number): Turns {
  const waiting: (() => void)[] = []
  let busy = 0

  return {
    async take(task) {
      if (busy < sideBySide) busy += 1
      // Whoever leaves hands its place over, so `busy` does not change.
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await task()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else busy -= 1
      }
    },
  }
}
