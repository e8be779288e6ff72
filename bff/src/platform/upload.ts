/** A file that has arrived and waits in a temporary place; the door removes it when the handler is done. */
export interface Upload {
  /** As the sender called it: untrusted, for display after cleaning. */
  readonly name: string
  readonly bytes: number
  /** Where its content lies. */
  readonly path: string
}
