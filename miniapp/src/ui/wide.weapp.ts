/** A phone is never a desk. */
export function useWide(): boolean {
  return false
}
