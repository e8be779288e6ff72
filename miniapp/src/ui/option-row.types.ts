/** One choice with its consequence; the group hands in what all its rows share. */
export interface OptionRowProps {
  readonly group: string
  readonly kind: 'radio' | 'check'
  readonly title: string
  readonly detail?: string | undefined
  readonly chosen: boolean
  /** Why it cannot be chosen. */
  readonly refused?: string | undefined
  readonly onChoose: () => void
}
