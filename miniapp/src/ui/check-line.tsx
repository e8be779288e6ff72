import { Box } from './box'
import { OptionRow } from './option-row'

interface CheckLineProps {
  readonly id: string
  readonly title: string
  readonly detail?: string | undefined
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

/** A single tick, such as the consent to the privacy terms; never ticked in advance. */
export function CheckLine({ id, title, detail, checked, onChange }: CheckLineProps) {
  return (
    <Box className="check-line-field">
      <OptionRow
        group={id}
        kind="check"
        title={title}
        detail={detail}
        chosen={checked}
        onChoose={() => onChange(!checked)}
      />
    </Box>
  )
}
