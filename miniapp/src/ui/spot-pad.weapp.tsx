import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Outlines } from './outlines'
import { AreaNames, SpotMark } from './spot-mark'
import type { SpotPadProps } from './spot-pad.types'

const ID = 'spot-pad'

interface Rect {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Where a finger came down, in the coordinates of the window; mini-program events say it in `touches` and `detail`. */
interface Tapped {
  readonly detail?: { readonly x?: number; readonly y?: number }
  readonly changedTouches?: readonly { readonly clientX: number; readonly clientY: number }[]
}

/** A tap picks the spot. */
export function SpotPad({ sheet, selected, point, onPick, label }: SpotPadProps) {
  const pick = (event: Tapped) => {
    const touch = event.changedTouches?.[0]
    if (touch === undefined) return
    Taro.createSelectorQuery()
      .select(`#${ID}`)
      .boundingClientRect((found) => {
        const rect = (Array.isArray(found) ? found[0] : found) as Rect | null | undefined
        if (rect === null || rect === undefined || rect.width === 0) return
        const [x, y] = [(touch.clientX - rect.left) / rect.width, (touch.clientY - rect.top) / rect.height]
        onPick(sheet.toDegrees(x * sheet.width, y * sheet.height))
      })
      .exec()
  }
  return (
    <View
      id={ID}
      className="area-map spot-pad"
      style={{ paddingBottom: `${(sheet.height / sheet.width) * 100}%` }}
      ariaRole="button"
      ariaLabel={label}
      onClick={pick}
    >
      <Outlines sheet={sheet} selected={selected} label={label} />
      <AreaNames sheet={sheet} />
      {point !== undefined && <SpotMark sheet={sheet} point={point} />}
    </View>
  )
}
