import { areaAt, type Position } from '@linli/shared/space/boundary.rules'
import { useState } from 'react'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { sheetOf } from '@/ui/map-sheet'
import { OptionGroup } from '@/ui/option-group'
import { SectionTitle } from '@/ui/section-title'
import { SpotPad } from '@/ui/spot-pad'
import { Surface } from '@/ui/surface'
import { useGridMap } from './queries'
import './spot.scss'

export interface PickedSpot {
  readonly gridId: string
  readonly gridName: string
  /** Absent when the grid was chosen by its name alone. */
  readonly point?: Position | undefined
}

interface SpotPickerProps {
  readonly gridId: string | undefined
  readonly point: Position | undefined
  readonly onPick: (spot: PickedSpot) => void
}

/** So far a spot moves with one press, in units of a sheet 400 wide: some ten metres of a community. */
const STEP = 8
const moves = [
  { label: '往上', x: 0, y: -STEP },
  { label: '往下', x: 0, y: STEP },
  { label: '往左', x: -STEP, y: 0 },
  { label: '往右', x: STEP, y: 0 },
] as const

/**
 * A spot on the map of the community's grids: tapped, moved by buttons (keyboard, unsteady hands), or the grid chosen
 * by its name. Nothing is shown where no grid has an outline.
 */
export function SpotPicker({ gridId, point, onPick }: SpotPickerProps) {
  const grids = useGridMap().data?.items ?? []
  const drawn = grids.flatMap(({ id, name, boundary }) => (boundary === null ? [] : [{ id, name, boundary }]))
  const sheet = sheetOf(drawn)
  const [outside, setOutside] = useState(false)
  if (sheet === null) return null
  const pick = (next: Position) => {
    const grid = areaAt(drawn, next)
    setOutside(grid === undefined)
    if (grid !== undefined) onPick({ gridId: grid.id, gridName: grid.name, point: next })
  }
  const move = ({ x, y }: (typeof moves)[number]) => {
    if (point === undefined) return
    const [atX, atY] = sheet.toSheet(point)
    pick(sheet.toDegrees(atX + x, atY + y))
  }
  return (
    <>
      <SectionTitle title="在地图上点一下" note="公开时不显示这个点" />
      <Surface padded>
        <SpotPad
          sheet={sheet}
          selected={gridId}
          point={point}
          onPick={pick}
          label="社区各网格的地图，点一下选位置"
        />
        {outside && <Banner kind="wait">点到网格外面了，请点在网格里</Banner>}
        {point !== undefined && (
          <Box className="spot-moves">
            {moves.map((one) => (
              <Button
                key={one.label}
                kind="outline"
                small
                label={`${one.label}挪一点`}
                onTap={() => move(one)}
              >
                {one.label}
              </Button>
            ))}
          </Box>
        )}
      </Surface>
      <SectionTitle title="或者选网格，再写明在哪里" />
      <Surface>
        <OptionGroup
          id="grid"
          label="或者选网格，再写明在哪里"
          options={grids.map(({ id, name, area }) => ({ value: id, title: name, detail: area }))}
          chosen={gridId === undefined ? [] : [gridId]}
          onChange={([value]) => {
            const grid = grids.find(({ id }) => id === value)
            if (grid === undefined) return
            setOutside(false)
            onPick({ gridId: grid.id, gridName: grid.name })
          }}
        />
      </Surface>
    </>
  )
}
