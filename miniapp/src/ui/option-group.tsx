import { Box } from './box'
import { OptionRow } from './option-row'

export interface Option {
  readonly value: string
  readonly title: string
  /** The consequence in one line. */
  readonly detail?: string | undefined
  /** Why this one cannot be chosen now. */
  readonly refused?: string | undefined
}

interface OptionGroupProps {
  /** Unique on the page. */
  readonly id: string
  /** The question, read before the options. */
  readonly label: string
  /** Id of the sentence that says what is missing. */
  readonly describedBy?: string | undefined
  readonly options: readonly Option[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
  readonly multiple?: boolean
  /** The question stands above the options; else the page has already asked it. */
  readonly asked?: boolean
}

/** One of several, or any of several. Choosing only marks; nothing is sent by moving. */
export function OptionGroup(props: OptionGroupProps) {
  const { id, label, describedBy, options, chosen, onChange, multiple, asked } = props
  const choose = (value: string) => {
    if (!multiple) onChange([value])
    else onChange(chosen.includes(value) ? chosen.filter((known) => known !== value) : [...chosen, value])
  }
  return (
    <Box
      id={id}
      role={multiple ? 'group' : 'radiogroup'}
      label={label}
      describedBy={describedBy}
      className="option-group"
    >
      {asked && (
        <Box hidden className="option-group__label">
          {label}
        </Box>
      )}
      {options.map((option) => (
        <OptionRow
          key={option.value}
          group={id}
          kind={multiple ? 'check' : 'radio'}
          title={option.title}
          detail={option.detail}
          refused={option.refused}
          chosen={chosen.includes(option.value)}
          onChoose={() => choose(option.value)}
        />
      ))}
    </Box>
  )
}
