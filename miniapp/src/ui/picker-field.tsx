import { Box } from './box'
import { Field, helpId, type FieldFrame } from './field'
import { Icon } from './icon'
import { PickerInput } from './picker-input'
import type { PickerInputProps } from './picker-input.types'

interface PickerFieldProps
  extends
    FieldFrame,
    Pick<
      PickerInputProps,
      'kind' | 'value' | 'onChange' | 'options' | 'placeholder' | 'from' | 'to' | 'disabled'
    > {}

/** A field whose value is chosen: from a list, a day or a time. */
export function PickerField(props: PickerFieldProps) {
  const { id, label, help, error, optional, ...control } = props
  return (
    <Field id={id} label={label} help={help} error={error} optional={optional}>
      <Box className="field__box field__box--picker">
        <PickerInput
          {...control}
          id={id}
          label={label}
          invalid={error !== undefined}
          describedBy={help !== undefined || error !== undefined ? helpId(id) : undefined}
        />
        {control.kind === 'list' && <Icon name="chevron-down" size="xs" className="field__chevron" />}
      </Box>
    </Field>
  )
}
