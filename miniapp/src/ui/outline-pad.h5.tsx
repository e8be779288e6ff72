import type { MouseEvent } from 'react'
import { sheetOf } from './map-sheet'
import type { OutlinePadProps } from './outline-pad.types'

/** How much of the sheet stays free around what is drawn already. */
const FREE = 0.2

/** Every click adds a corner. Who cannot click pastes the coordinates instead. */
export function OutlinePad({ areas, points, onAdd, label }: OutlinePadProps) {
  const sheet = sheetOf(areas, FREE)
  if (sheet === null) return null
  const add = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]
    onAdd(sheet.toDegrees(x * sheet.width, y * sheet.height))
  }
  const drawn = points.map((point) => sheet.toSheet(point))
  return (
    <div className="outline-pad" style={{ paddingBottom: `${(sheet.height / sheet.width) * 100}%` }}>
      <svg
        className="outlines"
        viewBox={`0 0 ${sheet.width} ${sheet.height}`}
        role="img"
        aria-label={label}
        onClick={add}
      >
        {sheet.shapes.map((shape) => (
          <polygon key={shape.id} points={shape.points} className="outlines__one" />
        ))}
        <polygon
          points={drawn.map(([x, y]) => `${x},${y}`).join(' ')}
          className="outlines__one outlines__one--new"
        />
        {drawn.map(([x, y]) => (
          <circle key={`${x},${y}`} cx={x} cy={y} r="4" className="outlines__point" />
        ))}
      </svg>
      {sheet.shapes.map(({ id, name, label: at }) => (
        <div
          key={id}
          aria-hidden
          className="area-map__name"
          style={{ left: `${at.x * 100}%`, top: `${at.y * 100}%`, pointerEvents: 'none' }}
        >
          {name}
        </div>
      ))}
    </div>
  )
}
