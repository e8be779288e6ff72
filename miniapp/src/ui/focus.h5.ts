/** Puts the cursor into the first bad field; a choice without one, whose sentence stands there, is brought into view. */
export function focusField(id: string): void {
  const field = document.getElementById(id)
  const target = field?.matches('input, textarea, select, button')
    ? field
    : field?.querySelector<HTMLElement>('input, textarea, select, button')
  if (target == null) field?.scrollIntoView({ block: 'center' })
  else target.focus()
}
