import type { MouseEvent } from 'react'
import { Outlines } from './outlines'
import { AreaNames, SpotMark } from './spot-mark'
import type { SpotPadProps } from './spot-pad.types'

/** A click picks the spot; by keyboard it begins in the middle, and is moved from there. */
export function SpotPad({ sheet, selected, point, onPick, label }: SpotPadProps) {
  const pick = (event: MouseEvent<HTMLButtonElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    // A press of a key says no place.
    const [x, y] =
      event.detail === 0
        ? [0.5, 0.5]
        : [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]
    onPick(sheet.toDegrees(x * sheet.width, y * sheet.height))
  }
  return (
    <div className="area-map spot-pad" style={{ paddingBottom: `${(sheet.height / sheet.width) * 100}%` }}>
      <Outlines sheet={sheet} selected={selected} label={label} />
      <AreaNames sheet={sheet} />
      {point !== undefined && <SpotMark sheet={sheet} point={point} />}
      {/* Over the drawing, not around it: the names of the grids are no part of its own name. */}
      <button type="button" className="spot-pad__touch" aria-label={label} onClick={pick} />
    </div>
  )
}
