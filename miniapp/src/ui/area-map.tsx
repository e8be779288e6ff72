import { Box } from './box'
import { cls } from './class-names'
import { sheetOf, type MapArea } from './map-sheet'
import { Outlines } from './outlines'
import { Tap } from './tap'

interface AreaMapProps {
  readonly areas: readonly MapArea[]
  readonly selected?: string | undefined
  readonly onSelect?: ((id: string) => void) | undefined
  /** What it shows: `青禾社区的 4 个网格`. */
  readonly label: string
}

/** A map of areas without any outside service: outlines, coloured by nothing but the selection, names inside. */
export function AreaMap({ areas, selected, onSelect, label }: AreaMapProps) {
  const sheet = sheetOf(areas)
  if (sheet === null) return null
  return (
    <Box className="area-map" style={{ paddingBottom: `${(sheet.height / sheet.width) * 100}%` }}>
      <Outlines sheet={sheet} selected={selected} label={label} />
      {sheet.shapes.map(({ id, name, label: at }) => {
        const style = { left: `${at.x * 100}%`, top: `${at.y * 100}%` }
        const className = cls('area-map__name', id === selected && 'area-map__name--on')
        return onSelect === undefined ? (
          <Box key={id} hidden style={style} className={className}>
            {name}
          </Box>
        ) : (
          <Tap
            key={id}
            style={style}
            className={className}
            pressed={id === selected}
            onTap={() => onSelect(id)}
          >
            {name}
          </Tap>
        )
      })}
    </Box>
  )
}
