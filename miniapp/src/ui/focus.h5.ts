/** Puts the cursor into the first bad field. */
export function focusField(id: string): void {
  const field = document.getElementById(id)
  const target = field?.matches('input, textarea, select, button')
    ? field
    : field?.querySelector<HTMLElement>('input, textarea, select, button')
  target?.focus()
}
