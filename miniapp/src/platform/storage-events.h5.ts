/** Calls back when another tab of this browser changed what is stored. */
export function onStorageChange(listener: () => void): void {
  window.addEventListener('storage', listener)
}
