import { useEffect, type RefObject } from 'react'

/** Keeps the finger that scrolls a layer from pulling down the page behind it, which would take the scrolling away. */
export function useOwnTouches(layer: RefObject<HTMLElement>, shown: boolean): void {
  useEffect(() => {
    const element = layer.current
    if (!shown || element === null) return
    const keep = (event: TouchEvent) => event.stopPropagation()
    // On the element itself: React's own handlers run later, above the page that listens.
    element.addEventListener('touchmove', keep, { passive: true })
    return () => element.removeEventListener('touchmove', keep)
  }, [layer, shown])
}
