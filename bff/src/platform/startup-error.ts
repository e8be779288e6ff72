/** A fault the person who started Linli can mend: printed as its one sentence, without a stack trace. */
export class StartupError extends Error {
  override readonly name = 'StartupError'
}
