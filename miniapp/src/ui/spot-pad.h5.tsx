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
    <button
      type="button"
      className="area-map spot-pad"
      style={{ paddingBottom: `${(sheet.height / sheet.width) * 100}%` }}
      aria-label={label}
      onClick={pick}
    >
      <Outlines sheet={sheet} selected={selected} label={label} />
      <AreaNames sheet={sheet} />
      {point !== undefined && <SpotMark sheet={sheet} point={point} />}
    </button>
  )
}
