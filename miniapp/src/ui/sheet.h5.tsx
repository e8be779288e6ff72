import { useId, useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import { noteNewScreen } from '@/platform/second-tap'
import { Icon } from './icon'
import { useOwnTouches } from './own-touches'
import type { SheetProps } from './sheet.types'

const FOCUSABLE = 'button:not([disabled]), a[href], input:not([disabled]), select, textarea, [tabindex="0"]'

function keepInside(event: KeyboardEvent<HTMLElement>): void {
  const inside = [...event.currentTarget.querySelectorAll<HTMLElement>(FOCUSABLE)]
  const first = inside[0]
  const last = inside.at(-1)
  if (first === undefined || last === undefined) return
  const active = document.activeElement
  if (event.shiftKey && (active === first || active === event.currentTarget)) {
    event.preventDefault()
    last.focus()
  } else if (!event.shiftKey && active === last) {
    event.preventDefault()
    first.focus()
  }
}

/** A modal dialog at the foot of the page, in the middle of a wide one. */
export function Sheet({ open, title, onClose, children, agreed, refusal, acts }: SheetProps) {
  const panel = useRef<HTMLDivElement>(null)
  const titleId = useId()
  const bodyId = useId()
  const layer = useRef<HTMLDivElement>(null)
  useOwnTouches(layer, open)
  // With the drawing and not after it: who types at once types into the sheet, and loses no focus while typing.
  useLayoutEffect(() => {
    if (!open) return
    noteNewScreen()
    const before = document.activeElement
    panel.current?.focus()
    return () => {
      noteNewScreen()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [open])
  if (!open) return null
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose()
    }
    if (event.key === 'Tab') keepInside(event)
  }
  return (
    <div ref={layer} className="sheet-layer">
      <div className="sheet-scrim" onClick={onClose} aria-hidden="true" />
      <div
        ref={panel}
        className="sheet"
        role="dialog"
        aria-modal="true"
        aria-labelledby={titleId}
        aria-describedby={agreed && children !== undefined ? bodyId : undefined}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <div className="sheet__head">
          <h2 id={titleId} className="sheet__title">
            {title}
          </h2>
          {/* Where no act leads back, and no key is at hand. */}
          {acts === undefined && (
            <button type="button" className="sheet__close" aria-label="关闭" onClick={onClose}>
              <Icon name="close" size="s" />
            </button>
          )}
        </div>
        {children !== undefined && (
          <div id={bodyId} className="sheet__body">
            {children}
          </div>
        )}
        {Boolean(refusal) && <div className="sheet__refusal">{refusal}</div>}
        {acts !== undefined && <div className="sheet__acts">{acts}</div>}
      </div>
    </div>
  )
}
