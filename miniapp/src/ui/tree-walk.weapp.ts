/** A phone has no arrow keys. */
export function useTreeWalk() {
  return {}
}
