import { areaAt, type Position } from '@linli/shared/space/boundary.rules'
import { useQuery } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { Box } from '@/ui/box'
import { sheetOf } from '@/ui/map-sheet'
import { Outlines } from '@/ui/outlines'
import { AreaNames, SpotMark } from '@/ui/spot-mark'
import './spot.scss'

/** Where a spot lies among the grids of a community, for those who go and look. */
export function SpotMap({ communityId, point }: { readonly communityId: string; readonly point: Position }) {
  const { data } = useQuery({
    queryKey: ['grid-map', 'staff', communityId],
    queryFn: ({ signal }) => api.space.gridMap({ query: { communityId } }, { signal }),
  })
  const drawn = (data?.items ?? []).flatMap(({ id, name, boundary }) =>
    boundary === null ? [] : [{ id, name, boundary }],
  )
  const sheet = sheetOf(drawn)
  if (sheet === null) return null
  const grid = areaAt(drawn, point)
  return (
    <Box className="spot-map">
      <Box className="area-map" style={{ paddingBottom: `${(sheet.height / sheet.width) * 100}%` }}>
        <Outlines
          sheet={sheet}
          selected={grid?.id}
          label={`居民在地图上点的位置${grid === undefined ? '' : `，在${grid.name}`}`}
        />
        <AreaNames sheet={sheet} />
        <SpotMark sheet={sheet} point={point} />
      </Box>
    </Box>
  )
}
