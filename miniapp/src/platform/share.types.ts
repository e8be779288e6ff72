export interface ShareCard {
  readonly title: string
  /** Route with its query. */
  readonly path: string
}
