import type { Context } from 'koa'

/** A mini-program release, `weapp/1.4.0`, as the client's `X-Client` header names it. */
const CLIENT_PATTERN = /^(weapp|h5)\/(\d{1,4})\.(\d{1,4})\.(\d{1,4})$/

/** Architecture §8: the last two releases are served. Raise it with every release. */
const oldestServed = [0, 1, 0] as const

/** Whether a client says it is older than what is served. Who says nothing (curl, another office) is served. */
export function isClientTooOld(header: string | undefined): boolean {
  const match = CLIENT_PATTERN.exec(header ?? '')
  // The web page is always loaded fresh from this server.
  if (!match || match[1] !== 'weapp') return false
  const version = match.slice(2).map(Number)
  const firstDifferent = oldestServed.findIndex((part, index) => part !== version[index])
  return firstDifferent >= 0 && (version[firstDifferent] ?? 0) < (oldestServed[firstDifferent] ?? 0)
}

/** A header that may come once; of several the first. */
export function headerOf(context: Context, name: string): string | null {
  const value = context.get(name)
  return value === '' ? null : value
}
