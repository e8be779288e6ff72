import { useId, useLayoutEffect, useRef } from 'react'
import { Icon } from './icon'
import { useOwnTouches } from './own-touches'
import type { SidePanelProps } from './side-panel.types'

/**
 * What is open beside the list. It takes the focus when it opens; Esc closes it and the focus returns to the
 * row it came from.
 */
export function SidePanel({ title, above, onClose, bar, children }: SidePanelProps) {
  const panel = useRef<HTMLElement>(null)
  const titleId = useId()
  useOwnTouches(panel, true)
  // With the drawing and not after it: whoever sees the panel, or sees it gone, already has the focus where it belongs.
  useLayoutEffect(() => {
    const before = document.activeElement
    panel.current?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      className="side-panel"
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div className="side-panel__scroll">
        <div className="side-panel__head">
          <div className="side-panel__above">{above}</div>
          <button type="button" className="side-panel__close" aria-label="关闭" onClick={onClose}>
            <Icon name="close" size="s" />
          </button>
        </div>
        <h2 id={titleId} className="side-panel__title">
          {title}
        </h2>
        {children}
      </div>
      {bar !== undefined && <div className="side-panel__bar">{bar}</div>}
    </aside>
  )
}
