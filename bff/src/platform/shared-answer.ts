const shared = new WeakSet()

/**
 * Marks an answer that many callers get as one and the same object, so that the door checks, encodes and packs it
 * once for all of them. Nobody may change it afterwards.
 */
export function sharedAnswer<T extends object>(answer: T): T {
  shared.add(answer)
  return answer
}

export const isShared = (answer: unknown): answer is object =>
  typeof answer === 'object' && answer !== null && shared.has(answer)
