/** Puts the cursor into the first bad field, in the middle: what is wrong with it stands below, and a sheet ends there. */
export function focusField(id: string): void {
  const field = document.getElementById(id)
  const target = field?.matches('input, textarea, select, button')
    ? field
    : field?.querySelector<HTMLElement>('input, textarea, select, button')
  if (target == null) return
  target.focus({ preventScroll: true })
  target.scrollIntoView({ block: 'center' })
}
