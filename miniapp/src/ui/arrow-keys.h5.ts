import type { KeyboardEvent } from 'react'

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** Arrow keys move the choice within a group and take the focus along (roving tab index). */
export function useArrowKeys(values: readonly string[], value: string, onChange: (value: string) => void) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = steps[event.key]
    if (step === undefined || values.length === 0) return
    event.preventDefault()
    const index = (values.indexOf(value) + step + values.length) % values.length
    const next = values[index]
    if (next === undefined) return
    onChange(next)
    const target = event.currentTarget.children[index]
    if (target instanceof HTMLElement) target.focus()
  }
  return { onKeyDown }
}
