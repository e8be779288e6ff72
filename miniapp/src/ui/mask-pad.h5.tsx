import { useState, type PointerEvent } from 'react'
import { areaBetween, type Spot } from './mask-area'
import { MaskCovers } from './mask-covers'
import type { MaskPadProps } from './mask-pad.types'

/** Drawing with mouse, pen or finger: from one corner to the other. */
export function MaskPad({ src, areas, chosen, onAdd, label }: MaskPadProps) {
  const [drawn, setDrawn] = useState<{ readonly from: Spot; readonly to: Spot }>()
  const spotOf = (event: PointerEvent<HTMLDivElement>): Spot => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height }
  }
  const area = drawn && areaBetween(drawn.from, drawn.to)
  return (
    <div
      className="mask-pad"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        const from = spotOf(event)
        setDrawn({ from, to: from })
      }}
      onPointerMove={(event) => drawn && setDrawn({ ...drawn, to: spotOf(event) })}
      onPointerUp={() => {
        if (area !== undefined) onAdd(area)
        setDrawn(undefined)
      }}
      onPointerCancel={() => setDrawn(undefined)}
    >
      <img className="mask-pad__photo" src={src} alt={label} draggable={false} />
      <MaskCovers areas={area === undefined ? areas : [...areas, area]} chosen={chosen} />
    </div>
  )
}
