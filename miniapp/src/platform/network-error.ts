/** No answer came: no network, too slow, or stopped because nobody waits any more. */
export class NetworkError extends Error {
  constructor(
    readonly kind: 'offline' | 'timeout' | 'stopped',
    options?: ErrorOptions,
  ) {
    super(`No answer: ${kind}`, options)
    this.name = 'NetworkError'
  }
}
