import type { Position } from '@linli/shared/space/boundary.rules'
import { Box } from './box'
import { Icon } from './icon'
import type { MapSheet } from './map-sheet'

/** The spot on a drawing, with its tip on the place. */
export function SpotMark({ sheet, point }: { readonly sheet: MapSheet; readonly point: Position }) {
  const [x, y] = sheet.toSheet(point)
  return (
    <Box
      hidden
      className="spot-mark"
      style={{ left: `${(x / sheet.width) * 100}%`, top: `${(y / sheet.height) * 100}%` }}
    >
      <Icon name="location" />
    </Box>
  )
}

/** The names of the areas, for the eye alone. */
export function AreaNames({ sheet }: { readonly sheet: MapSheet }) {
  return sheet.shapes.map(({ id, name, label: at }) => (
    <Box
      key={id}
      hidden
      className="area-map__name area-map__name--still"
      style={{ left: `${at.x * 100}%`, top: `${at.y * 100}%` }}
    >
      {name}
    </Box>
  ))
}
