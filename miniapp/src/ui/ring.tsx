import { Box } from './box'
import { cls } from './class-names'
import { Icon } from './icon'

export type RingTone = 'run' | 'wait' | 'late' | 'paused' | 'done'

export type RingUnit = '工作日' | '天' | '小时' | '分钟'

/** What a ring of 40 has room for beside the number; days need no word. */
const shortUnits: Partial<Record<RingUnit, string>> = { 小时: '时', 分钟: '分' }

interface RingProps {
  /** Share of the time used, 0 to 1. */
  readonly used: number
  readonly tone: RingTone
  readonly size: 20 | 40 | 64
  /** Inside the ring at 40 and 64: what is left. */
  readonly number?: string | undefined
  readonly unit?: RingUnit | undefined
}

const uri = (svg: string) => `url("data:image/svg+xml,${encodeURIComponent(svg)}")`

/** The ring as a mask, because WeChat draws no inline SVG and old WebViews no conic gradient. */
function maskOf(size: number, used: number, dashed: boolean): string {
  const width = size === 20 ? 3 : size === 40 ? 4 : 5
  const r = (size - width) / 2 - 0.5
  const around = 2 * Math.PI * r
  const dash = dashed ? '3 3' : `${(around * used).toFixed(2)} ${around.toFixed(2)}`
  return uri(
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${size} ${size}'><circle cx='${size / 2}' cy='${size / 2}' r='${r}' fill='none' stroke='#000' stroke-width='${width}' stroke-linecap='${dashed ? 'butt' : 'round'}' stroke-dasharray='${dash}' transform='rotate(-90 ${size / 2} ${size / 2})'/></svg>`,
  )
}

/** Too small for a number: what is overdue is a triangle, seen without colour too. */
const overdueMark = uri(
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'><path fill-rule='evenodd' stroke='#000' stroke-width='1.5' stroke-linejoin='round' d='M10 2.5 18.5 17.5H1.5zM9.1 7.5h1.8v5H9.1zM9.1 14h1.8v1.8H9.1z'/></svg>",
)

/** How much of a deadline is used. Decoration: the sentence beside it says the same. */
export function Ring({ used, tone, size, number, unit }: RingProps) {
  const share = Math.min(1, Math.max(0, used))
  const track = maskOf(size, 1, tone === 'paused')
  const arc = maskOf(size, share, false)
  const short = size === 40 && unit !== undefined ? shortUnits[unit] : undefined
  if (tone === 'late' && size === 20) {
    return (
      <Box hidden className="ring ring--20 ring--late">
        <Box className="ring__arc" style={{ WebkitMaskImage: overdueMark, maskImage: overdueMark }} />
      </Box>
    )
  }
  return (
    <Box hidden className={cls('ring', `ring--${size}`, `ring--${tone}`)}>
      <Box className="ring__track" style={{ WebkitMaskImage: track, maskImage: track }} />
      {tone !== 'paused' && share > 0 && (
        <Box className="ring__arc" style={{ WebkitMaskImage: arc, maskImage: arc }} />
      )}
      {tone === 'done' && size !== 20 && (
        <Box className="ring__words">
          <Icon name="check" size="s" />
        </Box>
      )}
      {number !== undefined && size !== 20 && (
        <Box className="ring__words">
          <Box className={cls('ring__number', short !== undefined && 'ring__number--short')}>
            {number}
            {short}
          </Box>
          {unit !== undefined && size === 64 && <Box className="ring__unit">{unit}</Box>}
        </Box>
      )}
    </Box>
  )
}
