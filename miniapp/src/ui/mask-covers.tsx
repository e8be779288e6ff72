import type { CoverArea } from '@linli/shared/opinions/board.schema'
import { Box } from './box'
import { cls } from './class-names'

const percent = (share: number): string => `${share * 100}%`

/** What is covered so far. */
export function MaskCovers({
  areas,
  chosen,
}: {
  readonly areas: readonly CoverArea[]
  readonly chosen: number | undefined
}) {
  return areas.map((area, index) => (
    <Box
      key={index}
      hidden
      className={cls('mask-pad__cover', index === chosen && 'mask-pad__cover--on')}
      style={{
        ...{ left: percent(area.x), top: percent(area.y) },
        ...{ width: percent(area.width), height: percent(area.height) },
      }}
    />
  ))
}
