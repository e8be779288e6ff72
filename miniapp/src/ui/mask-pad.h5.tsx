import type { CoverStroke } from '@linli/shared/opinions/board.schema'
import { useState, type PointerEvent } from 'react'
import { areaBetween, type Spot } from './mask-area'
import { MaskCovers } from './mask-covers'
import type { MaskPadProps } from './mask-pad.types'
import { beginning, extended, isFull } from './mask-stroke'

/** Painting with mouse, pen or finger: a rectangle from one corner to the other, or along the way of the brush. */
export function MaskPad({ src, areas, chosen, onAdd, strokes, brush, onStroke, label }: MaskPadProps) {
  const [drawn, setDrawn] = useState<{ readonly from: Spot; readonly to: Spot }>()
  const [stroke, setStroke] = useState<CoverStroke>()
  const spotOf = (event: PointerEvent<HTMLDivElement>): Spot => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height }
  }
  const area = drawn && areaBetween(drawn.from, drawn.to)
  const paint = (spot: Spot) => {
    if (stroke === undefined) return
    const longer = extended(stroke, spot)
    if (!isFull(longer)) {
      setStroke(longer)
      return
    }
    onStroke(longer)
    setStroke(beginning(spot, stroke.width))
  }
  return (
    <div
      className="mask-pad mask-pad--fit"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        const from = spotOf(event)
        if (brush === undefined) setDrawn({ from, to: from })
        else setStroke(beginning(from, brush))
      }}
      onPointerMove={(event) => {
        if (drawn) setDrawn({ ...drawn, to: spotOf(event) })
        paint(spotOf(event))
      }}
      onPointerUp={() => {
        if (area !== undefined) onAdd(area)
        if (stroke !== undefined) onStroke(stroke)
        setDrawn(undefined)
        setStroke(undefined)
      }}
      onPointerCancel={() => {
        setDrawn(undefined)
        setStroke(undefined)
      }}
    >
      <img className="mask-pad__photo" src={src} alt={label} draggable={false} />
      <MaskCovers
        areas={area === undefined ? areas : [...areas, area]}
        chosen={chosen}
        strokes={stroke === undefined ? strokes : [...strokes, stroke]}
      />
    </div>
  )
}
