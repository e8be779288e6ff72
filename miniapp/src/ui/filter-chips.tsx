import { Box } from './box'
import { cls } from './class-names'
import { countText } from './count-text'
import { Icon } from './icon'
import { Tap } from './tap'

export interface Chip {
  readonly value: string
  readonly label: string
  /** Zero stays visible, but grey. */
  readonly count?: number | undefined
}

interface FilterChipsProps {
  /** What is chosen here: `按类别`. */
  readonly label: string
  readonly chips: readonly Chip[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
  readonly multiple?: boolean
  /** Chips wrap onto several lines instead of scrolling sideways. */
  readonly wrap?: boolean
  /** The chosen chip carries a tick. */
  readonly ticked?: boolean
}

/** Filters of a list, or a choice among few short words. */
export function FilterChips(props: FilterChipsProps) {
  const { label, chips, chosen, onChange, multiple, wrap, ticked } = props
  const choose = (value: string) => {
    const has = chosen.includes(value)
    if (!multiple) onChange([value])
    else onChange(has ? chosen.filter((known) => known !== value) : [...chosen, value])
  }
  return (
    <Box role="group" label={label} className={cls('chips', wrap && 'chips--wrap')}>
      {chips.map((chip) => {
        const on = chosen.includes(chip.value)
        return (
          <Tap
            key={chip.value}
            className={cls('chip', on && 'chip--on', chip.count === 0 && !on && 'chip--none')}
            pressed={on}
            label={chip.count === undefined ? chip.label : `${chip.label}，${countText(chip.count)} 条`}
            onTap={() => choose(chip.value)}
          >
            {on && ticked && <Icon name="check" size="xs" />}
            <Box as="span">{chip.label}</Box>
            {chip.count !== undefined && (
              <Box as="span" className="chip__count">
                {countText(chip.count)}
              </Box>
            )}
          </Tap>
        )
      })}
    </Box>
  )
}
