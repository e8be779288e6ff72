/** A phone has no arrow keys. */
export function useTreeKeys(_onFold: (index: number, way: 'open' | 'close') => void) {
  return {}
}
