import { useSyncExternalStore } from 'react'

/** From here on the staff pages become a desktop console (design §4). */
const query = '(min-width: 1024px)'

const subscribe = (listener: () => void) => {
  const media = window.matchMedia(query)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

/** True on a page at least 1024 px wide. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
}
