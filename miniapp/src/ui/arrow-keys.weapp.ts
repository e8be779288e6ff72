/** A phone has no arrow keys. */
export function useArrowKeys(_values: readonly string[], _value: string, _onChange: (value: string) => void) {
  return {}
}
