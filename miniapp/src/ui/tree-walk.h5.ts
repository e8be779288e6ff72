import type { KeyboardEvent } from 'react'

/** Up and down walk the visible lines; right opens, left closes; Enter and space show, as on any button. */
export function useTreeWalk() {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('.lazy-tree__name')]
    const index = lines.findIndex((line) => line === document.activeElement)
    const line = lines[index]
    if (line === undefined) return
    const fold = line.parentElement?.querySelector<HTMLElement>('.room-tree__fold.tap')
    const open = fold?.getAttribute('aria-expanded') === 'true'
    if (event.key === 'ArrowDown') lines[index + 1]?.focus()
    else if (event.key === 'ArrowUp') lines[index - 1]?.focus()
    else if (event.key === 'Home') lines[0]?.focus()
    else if (event.key === 'End') lines.at(-1)?.focus()
    else if (event.key === 'ArrowRight' && !open) fold?.click()
    else if (event.key === 'ArrowLeft' && open) fold?.click()
    else return
    event.preventDefault()
  }
  return { onKeyDown }
}
