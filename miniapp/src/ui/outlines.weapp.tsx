import { Image } from '@tarojs/components'
import { useTheme } from '@/platform/theme'
import type { OutlinesProps } from './outlines.types'

/** A picture knows no custom properties: surface, tint, accent and control line of tokens.scss, theme by theme. */
const colours = {
  light: { plain: '#F6F8F7', on: '#E2F0ED', line: '#7D8A85', lineOn: '#0B6B63' },
  dark: { plain: '#1E2624', on: '#17362F', line: '#7B8983', lineOn: '#62C6B7' },
  elder: { plain: '#F6F8F7', on: '#E2F0ED', line: '#55625D', lineOn: '#07514B' },
} as const

/** WeChat draws no inline SVG, but a picture may be one. */
export function Outlines({ sheet, selected, label }: OutlinesProps) {
  const colour = colours[useTheme().name]
  const polygons = sheet.shapes.map(({ id, points }) =>
    id === selected
      ? `<polygon points="${points}" fill="${colour.on}" stroke="${colour.lineOn}" stroke-width="2.5"/>`
      : `<polygon points="${points}" fill="${colour.plain}" stroke="${colour.line}" stroke-width="1"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${sheet.width} ${sheet.height}">${polygons.join('')}</svg>`
  return (
    <Image
      className="outlines"
      src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
      mode="aspectFit"
      ariaRole="img"
      ariaLabel={label}
    />
  )
}
