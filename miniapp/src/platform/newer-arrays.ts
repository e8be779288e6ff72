/**
 * Brings what an older iPhone lacks of the methods we use: `at` (iOS 15.4), `toSorted` and `toReversed` (iOS 16). WeChat
 * carries a core-js of its own, but does not say which; the web page gets these from its build. Loaded first of all.
 * Anything newer is refused by lint until it stands here.
 */
function at<T>(this: ArrayLike<T>, index = 0): T | undefined {
  const place = Math.trunc(index)
  return this[place < 0 ? this.length + place : place]
}
function toSorted<T>(this: readonly T[], compare?: (a: T, b: T) => number): T[] {
  return this.slice().sort(compare)
}
function toReversed<T>(this: readonly T[]): T[] {
  return this.slice().reverse()
}

const brought = [
  [Array.prototype, { at, toSorted, toReversed }],
  [String.prototype, { at }],
] as const

for (const [prototype, methods] of brought)
  for (const [name, value] of Object.entries(methods))
    if (!(name in prototype))
      Object.defineProperty(prototype, name, { value, writable: true, configurable: true })
