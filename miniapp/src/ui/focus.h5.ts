/**
 * Puts the cursor into the first bad field and brings it to the middle: what is wrong with it stands below, and a sheet
 * ends there. A choice without a field of its own, whose sentence stands there, is brought into view alike.
 */
export function focusField(id: string): void {
  const place = document.getElementById(id)
  const target = place?.matches('input, textarea, select, button')
    ? place
    : place?.querySelector<HTMLElement>('input, textarea, select, button')
  target?.focus({ preventScroll: true })
  const shown = target ?? place
  shown?.scrollIntoView({ block: 'center' })
}

/** Brings what stands first to the top of the page, and the focus with it, so that it is read aloud. */
export function showStart(id: string): void {
  const start = document.getElementById(id)
  if (start === null) return
  start.tabIndex = -1
  start.focus({ preventScroll: true })
  start.scrollIntoView({ block: 'start' })
}
