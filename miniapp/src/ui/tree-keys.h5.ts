import type { KeyboardEvent } from 'react'

/** Up and down walk the lines, right opens and left closes; space chooses, as on any checkbox. */
export function useTreeKeys(onFold: (index: number, way: 'open' | 'close') => void) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const checks = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="checkbox"]')]
    const index = checks.findIndex((check) => check === document.activeElement)
    if (index < 0) return
    if (event.key === 'ArrowDown') checks[index + 1]?.focus()
    else if (event.key === 'ArrowUp') checks[index - 1]?.focus()
    else if (event.key === 'ArrowRight') onFold(index, 'open')
    else if (event.key === 'ArrowLeft') onFold(index, 'close')
    else return
    event.preventDefault()
  }
  return { onKeyDown }
}
