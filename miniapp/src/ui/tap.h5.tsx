import type { MouseEvent } from 'react'
import { openPage } from '@/platform/navigate'
import { cls } from './class-names'
import type { TapProps } from './tap.types'

/** A plain click follows the app's router; with a modifier key the browser opens its own tab. */
function follow(event: MouseEvent, to: string, onTap: (() => void) | undefined): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  onTap?.()
  openPage(to)
}

/** A real button, or a real link when it leads to a page. */
export function Tap(props: TapProps) {
  const { className, onTap, to, disabled, label, role, checked, selected, expanded, pressed, current } = props
  const shared = {
    className: cls('tap', className),
    style: props.style,
    id: props.id,
    'aria-label': label,
    'aria-current': current ? ('page' as const) : undefined,
    'aria-describedby': props.describedBy,
    tabIndex: props.tabIndex,
  }
  if (to !== undefined && !disabled) {
    return (
      <a {...shared} href={to} onClick={(event) => follow(event, to, onTap)}>
        {props.children}
      </a>
    )
  }
  return (
    <button
      {...shared}
      type="button"
      role={role === 'button' || role === 'link' ? undefined : role}
      disabled={disabled}
      aria-checked={checked}
      aria-selected={selected}
      aria-expanded={expanded}
      aria-pressed={pressed}
      onClick={onTap}
    >
      {props.children}
    </button>
  )
}
