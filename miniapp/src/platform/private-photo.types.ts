/** A photo that only the bearer may see, while it is shown. */
export interface PrivatePhoto {
  /** Where it can be shown from. */
  readonly url: string
  /** Call it when it is no longer shown. */
  readonly forget: () => void
}
