import type { CoverArea, CoverStroke } from '@linli/shared/opinions/board.schema'
import { Box } from './box'
import { cls } from './class-names'
import { spotsOf } from './mask-stroke'

const percent = (share: number): string => `${share * 100}%`

/** What is covered so far. */
export function MaskCovers({
  areas,
  chosen,
  strokes,
}: {
  readonly areas: readonly CoverArea[]
  readonly chosen: number | undefined
  readonly strokes: readonly CoverStroke[]
}) {
  return (
    <>
      {areas.map((area, index) => (
        <Box
          key={index}
          hidden
          className={cls('mask-pad__cover', index === chosen && 'mask-pad__cover--on')}
          style={{
            ...{ left: percent(area.x), top: percent(area.y) },
            ...{ width: percent(area.width), height: percent(area.height) },
          }}
        />
      ))}
      {strokes.map((stroke, index) =>
        spotsOf(stroke).map(([x, y], spot) => (
          <Box
            key={`${index}-${spot}`}
            hidden
            className="mask-pad__dot"
            // As high as wide, whatever the form of the photo: a percentage of padding is one of the width.
            style={{
              ...{ left: percent(x), top: percent(y) },
              ...{ width: percent(stroke.width), paddingBottom: percent(stroke.width) },
            }}
          />
        )),
      )}
    </>
  )
}
