/**
 * The part of AbortController that TanStack Query uses. WeChat's logic layer has none, and without it every
 * query would stay pending for ever; the weapp build puts this class wherever the global is named.
 */
type AbortListener = (event: { type: 'abort'; target: AbortSignalLike }) => void

class AbortSignalLike {
  aborted = false
  reason: unknown = undefined
  onabort: AbortListener | null = null
  private listeners: AbortListener[] = []

  addEventListener(type: string, listener: AbortListener): void {
    if (type === 'abort') this.listeners.push(listener)
  }

  removeEventListener(_type: string, listener: AbortListener): void {
    this.listeners = this.listeners.filter((known) => known !== listener)
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason
  }

  /** Marks the signal and tells everyone once; later calls change nothing. */
  fire(reason: unknown): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    const event = { type: 'abort' as const, target: this }
    this.onabort?.(event)
    for (const listener of this.listeners.slice()) listener(event)
  }
}

export class AbortController {
  readonly signal = new AbortSignalLike()

  abort(reason?: unknown): void {
    this.signal.fire(reason ?? new Error('AbortError'))
  }
}
