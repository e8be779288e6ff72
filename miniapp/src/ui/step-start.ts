import { useEffect, useId, useRef } from 'react'
import { showStart } from './focus'

/**
 * Begins every step at its beginning: the next one opens where the last was scrolled to, and its question would lie
 * above the screen. The first one begins with the page.
 * @param step changes with every step
 * @returns the id of what stands first in it
 */
export function useStepStart(step: number): string {
  // WeChat selects by it, and `:` begins a pseudo-class.
  const id = `start${useId().replaceAll(':', '-')}`
  const seen = useRef(step)
  useEffect(() => {
    if (seen.current === step) return
    seen.current = step
    showStart(id)
  }, [id, step])
  return id
}
