import type { CoverStroke } from '@linli/shared/opinions/board.schema'
import { Image, View, type BaseEventOrig } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import { areaBetween, type Spot } from './mask-area'
import { MaskCovers } from './mask-covers'
import type { MaskPadProps } from './mask-pad.types'
import { beginning, extended, isFull } from './mask-stroke'

const ID = 'mask-pad'

interface Rect {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Taro types the event of a View without its fingers. */
interface Touched {
  readonly touches: readonly { readonly clientX: number; readonly clientY: number }[]
  readonly changedTouches: readonly { readonly clientX: number; readonly clientY: number }[]
}

/** Painting with a finger. Where the picture lies is asked once per stroke; the page stays still meanwhile. */
export function MaskPad({ src, areas, chosen, onAdd, strokes, brush, onStroke, label }: MaskPadProps) {
  const rect = useRef<Rect>()
  const first = useRef<Spot>()
  const [to, setTo] = useState<Spot>()
  const [stroke, setStroke] = useState<CoverStroke>()
  /** As far as the finger is: on a slow phone it is ahead of what is drawn, and lifting it must lose no spot of a face. */
  const hand = useRef<CoverStroke>()
  const follow = (next: CoverStroke | undefined) => {
    hand.current = next
    setStroke(next)
  }
  const spotOf = (event: BaseEventOrig): Spot | undefined => {
    const { touches, changedTouches } = event as unknown as Touched
    const touch = touches[0] ?? changedTouches[0]
    const box = rect.current
    if (touch === undefined || box === undefined || box.width === 0) return undefined
    return { x: (touch.clientX - box.left) / box.width, y: (touch.clientY - box.top) / box.height }
  }
  const begin = (event: BaseEventOrig) => {
    Taro.createSelectorQuery()
      .select(`#${ID}`)
      .boundingClientRect((found) => {
        rect.current = (Array.isArray(found) ? found[0] : found) ?? undefined
        const spot = spotOf(event)
        if (brush === undefined) first.current = spot
        else if (spot !== undefined) follow(beginning(spot, brush))
      })
      .exec()
  }
  const move = (event: BaseEventOrig) => {
    const spot = spotOf(event)
    if (brush === undefined) setTo(spot)
    const { current } = hand
    if (current === undefined || spot === undefined) return
    const longer = extended(current, spot)
    if (isFull(longer)) onStroke(longer)
    follow(isFull(longer) ? beginning(spot, current.width) : longer)
  }
  const area = first.current && to && areaBetween(first.current, to)
  return (
    <View
      id={ID}
      className="mask-pad"
      catchMove
      onTouchStart={begin}
      onTouchMove={move}
      onTouchEnd={() => {
        if (area !== undefined) onAdd(area)
        if (hand.current !== undefined) onStroke(hand.current)
        follow(undefined)
        first.current = undefined
        setTo(undefined)
      }}
    >
      <Image className="mask-pad__photo" src={src} mode="widthFix" ariaRole="img" ariaLabel={label} />
      <MaskCovers
        areas={area === undefined ? areas : [...areas, area]}
        chosen={chosen}
        strokes={stroke === undefined ? strokes : [...strokes, stroke]}
      />
    </View>
  )
}
