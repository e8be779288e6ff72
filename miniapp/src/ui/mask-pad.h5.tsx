import type { CoverStroke } from '@linli/shared/opinions/board.schema'
import { useRef, useState, type PointerEvent } from 'react'
import { areaBetween, type Spot } from './mask-area'
import { MaskCovers } from './mask-covers'
import type { MaskPadProps } from './mask-pad.types'
import { beginning, extended, isFull } from './mask-stroke'

/** Painting with mouse, pen or finger: a rectangle from one corner to the other, or along the way of the brush. */
export function MaskPad({ src, areas, chosen, onAdd, strokes, brush, onStroke, label }: MaskPadProps) {
  const [drawn, setDrawn] = useState<{ readonly from: Spot; readonly to: Spot }>()
  const [stroke, setStroke] = useState<CoverStroke>()
  /** The photo that stands there; on an empty frame nobody knows what would be covered. */
  const [shown, setShown] = useState<string>()
  /** As far as the hand is: on a slow machine it is ahead of what is drawn, and lifting it must lose no spot of a face. */
  const hand = useRef<CoverStroke>()
  const follow = (next: CoverStroke | undefined) => {
    hand.current = next
    setStroke(next)
  }
  const spotOf = (event: PointerEvent<HTMLDivElement>): Spot => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height }
  }
  const area = drawn && areaBetween(drawn.from, drawn.to)
  const paint = (spot: Spot) => {
    const { current } = hand
    if (current === undefined) return
    const longer = extended(current, spot)
    if (!isFull(longer)) {
      follow(longer)
      return
    }
    onStroke(longer)
    follow(beginning(spot, current.width))
  }
  return (
    <div
      className="mask-pad mask-pad--fit"
      onPointerDown={(event) => {
        if (shown !== src) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const from = spotOf(event)
        if (brush === undefined) setDrawn({ from, to: from })
        else follow(beginning(from, brush))
      }}
      onPointerMove={(event) => {
        if (drawn) setDrawn({ ...drawn, to: spotOf(event) })
        paint(spotOf(event))
      }}
      onPointerUp={() => {
        if (area !== undefined) onAdd(area)
        if (hand.current !== undefined) onStroke(hand.current)
        setDrawn(undefined)
        follow(undefined)
      }}
      onPointerCancel={() => {
        setDrawn(undefined)
        follow(undefined)
      }}
    >
      <img className="mask-pad__photo" src={src} alt={label} draggable={false} onLoad={() => setShown(src)} />
      <MaskCovers
        areas={area === undefined ? areas : [...areas, area]}
        chosen={chosen}
        strokes={stroke === undefined ? strokes : [...strokes, stroke]}
      />
    </div>
  )
}
