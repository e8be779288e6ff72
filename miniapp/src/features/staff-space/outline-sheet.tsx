import {
  boundaryFault,
  boundaryFaultText,
  type Boundary,
  type Position,
} from '@linli/shared/space/boundary.rules'
import type { NodeCardView } from '@linli/shared/space/tree.schema'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { OutlinePad } from '@/ui/outline-pad'
import { SegmentedControl } from '@/ui/segmented-control'
import { Sheet } from '@/ui/sheet'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useWide } from '@/ui/wide'
import { cornersOf, mapKinds, outlineOf, readOutline, type MapKind } from './outline-text'
import { useDraw, useGrids } from './queries'

/** The outline of a grid: clicked over its neighbours on a wide page, or pasted as GeoJSON. */
export function OutlineSheet({
  card,
  onClose,
}: {
  readonly card: NodeCardView
  readonly onClose: () => void
}) {
  const wide = useWide()
  const grids = useGrids(card.communityId ?? undefined).data?.items ?? []
  const [points, setPoints] = useState<readonly Position[]>(cornersOf(card.boundary))
  const [pasted, setPasted] = useState('')
  const [mapKind, setMapKind] = useState<MapKind>('wgs84')
  const draw = useDraw(card.id)
  const others = grids.flatMap(({ id, name, boundary }) =>
    id === card.id || boundary === null ? [] : [{ id, name, boundary }],
  )
  const areas =
    others.length > 0 || card.boundary === null
      ? others
      : [{ id: card.id, name: card.facts.name, boundary: card.boundary }]
  const outline = outlineOf(points)
  const fault = points.length === 0 ? null : boundaryFault(outline)
  const paste = (text: string, from: MapKind) => {
    setPasted(text)
    setMapKind(from)
    const found = readOutline(text, from)
    if ('boundary' in found) setPoints(cornersOf(found.boundary))
  }
  const read = pasted.trim() === '' ? undefined : readOutline(pasted, mapKind)
  const save = (boundary: Boundary | null) =>
    draw.mutate(
      { version: card.version, boundary },
      {
        onSuccess: ({ overlaps }) => {
          showToast(
            overlaps.length === 0
              ? '范围已保存'
              : `已保存。和${overlaps.map(({ name }) => name).join('、')}有重叠，请核对`,
          )
          onClose()
        },
      },
    )
  return (
    <Sheet
      open
      title={`${card.facts.name}的范围`}
      onClose={onClose}
      acts={
        <>
          {card.boundary !== null && (
            <Button kind="danger" busy={draw.isPending && '正在保存'} onTap={() => save(null)}>
              去掉范围
            </Button>
          )}
          <Button
            disabled={points.length === 0 || fault !== null}
            busy={draw.isPending && '正在保存'}
            onTap={() => save(outline)}
          >
            保存范围
          </Button>
        </>
      }
    >
      {draw.error && <Banner kind="alert">{sentenceOf(draw.error)}</Banner>}
      {wide && areas.length > 0 && (
        <>
          <Box className="outline-help">在图上依次点出边界的拐角，最后一点会自动和第一点连上</Box>
          <OutlinePad
            areas={areas}
            points={points}
            onAdd={(point) => setPoints([...points, point])}
            label={`画${card.facts.name}的范围，也可以在下面粘贴坐标`}
          />
          <Box className="outline-acts">
            <Button
              kind="outline"
              small
              disabled={points.length === 0}
              onTap={() => setPoints(points.slice(0, -1))}
            >
              撤销一点
            </Button>
            <Button kind="outline" small disabled={points.length === 0} onTap={() => setPoints([])}>
              重新画
            </Button>
          </Box>
        </>
      )}
      {points.length > 0 && (
        <Box className="outline-help" live="polite">
          {fault === null ? `已有 ${points.length} 个拐角` : boundaryFaultText[fault]}
        </Box>
      )}
      <TextField
        id="outline-text"
        label="粘贴坐标（GeoJSON）"
        lines={3}
        optional
        value={pasted}
        onChange={(text) => paste(text, mapKind)}
        help="从地图工具里复制一个多边形，先经度后纬度。高德、腾讯的坐标有偏移，选了来源会换算过来"
        error={read !== undefined && 'fault' in read ? read.fault : undefined}
      />
      <SegmentedControl
        label="坐标来自哪种地图"
        segments={mapKinds}
        value={mapKind}
        onChange={(value) => paste(pasted, mapKinds.find((kind) => kind.value === value)?.value ?? 'wgs84')}
      />
    </Sheet>
  )
}
