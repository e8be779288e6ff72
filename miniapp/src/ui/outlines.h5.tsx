import { cls } from './class-names'
import type { OutlinesProps } from './outlines.types'

/** The outlines as the browser draws them; colours follow the theme. */
export function Outlines({ sheet, selected, label }: OutlinesProps) {
  return (
    <svg className="outlines" viewBox={`0 0 ${sheet.width} ${sheet.height}`} role="img" aria-label={label}>
      {sheet.shapes.map(({ id, points }) => (
        <polygon
          key={id}
          points={points}
          className={cls('outlines__one', id === selected && 'outlines__one--on')}
        />
      ))}
    </svg>
  )
}
