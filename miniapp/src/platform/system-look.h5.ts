import type { SystemLook } from './system-look.types'

const query = () => window.matchMedia('(prefers-color-scheme: dark)')

export function readSystemLook(): SystemLook {
  return { dark: query().matches, fontScale: 1 }
}

/** Calls back when the system turns dark or light. */
export function onSystemLook(listener: (look: SystemLook) => void): void {
  query().addEventListener('change', () => listener(readSystemLook()))
}
