import { useArrowKeys } from './arrow-keys'
import { Box } from './box'
import { cls } from './class-names'
import { Tap } from './tap'

interface SegmentedControlProps {
  readonly label: string
  readonly segments: readonly { readonly value: string; readonly label: string }[]
  readonly value: string
  readonly onChange: (value: string) => void
}

/** One of two to four short words, all visible: font steps, 标准 or 长辈. */
export function SegmentedControl({ label, segments, value, onChange }: SegmentedControlProps) {
  const keys = useArrowKeys(
    segments.map((segment) => segment.value),
    value,
    onChange,
  )
  return (
    <Box role="radiogroup" label={label} className="segments" {...keys}>
      {segments.map((segment) => {
        const on = segment.value === value
        return (
          <Tap
            key={segment.value}
            role="radio"
            checked={on}
            tabIndex={on ? 0 : -1}
            className={cls('segments__one', on && 'segments__one--on')}
            onTap={() => onChange(segment.value)}
          >
            {segment.label}
          </Tap>
        )
      })}
    </Box>
  )
}
