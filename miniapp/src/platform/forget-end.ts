/**
 * Forgets how a write ended, once what it was about is changed. One that is still under way is left alone: its answer
 * would reach nobody, and what it brings (a key shown once, the way on, that the draft has arrived) would be lost.
 */
export function forgetEnd(
  ...acts: readonly { readonly isPending: boolean; readonly reset: () => void }[]
): void {
  for (const act of acts) if (!act.isPending) act.reset()
}
