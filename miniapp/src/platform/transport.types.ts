/** One HTTP exchange as both clients see it. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON value, or undefined for none. */
  readonly body?: unknown
  readonly timeoutMs: number
  /** Stops the exchange; TanStack Query hands it in when nobody waits any more. */
  readonly signal?: Pick<AbortSignal, 'aborted' | 'addEventListener' | 'removeEventListener'> | undefined
}

export interface HttpAnswer {
  readonly status: number
  /** Value of a header by its lower-case name. */
  readonly header: (name: string) => string | undefined
  /** Parsed JSON, or undefined when there was none. */
  readonly body: unknown
}
