import type { OutlinePadProps } from './outline-pad.types'

/** A finger is wider than a street: on a phone the coordinates are pasted, drawing is for the wide page. */
export function OutlinePad(_props: OutlinePadProps) {
  return null
}
