import type { ReactNode } from 'react'
import { Box } from './box'
import { cls } from './class-names'
import { Field, helpId, type FieldFrame } from './field'
import { TextInput } from './text-input'
import type { TextInputProps } from './text-input.types'

type Control = Pick<
  TextInputProps,
  'value' | 'onChange' | 'kind' | 'lines' | 'maxLength' | 'placeholder' | 'disabled' | 'onSubmit' | 'onBlur'
>

interface TextFieldProps extends FieldFrame, Control {
  readonly aside?: ReactNode
  /** A button inside the box at the right: `获取验证码`. */
  readonly trailing?: ReactNode
}

/** Long text always shows how much room is left, short text once 80 % is used. */
function counterOf(value: string, maxLength: number | undefined, long: boolean): string | undefined {
  if (maxLength === undefined) return undefined
  return long || value.length >= maxLength * 0.8 ? `${value.length} / ${maxLength}` : undefined
}

/** One line of text, or several with `lines`. */
export function TextField(props: TextFieldProps) {
  const { id, label, help, error, optional, aside, trailing, value, maxLength, lines } = props
  return (
    <Field
      id={id}
      label={label}
      help={help}
      error={error}
      optional={optional}
      aside={aside}
      counter={counterOf(value, maxLength, lines !== undefined)}
    >
      <Box className={cls('field__box', lines !== undefined && 'field__box--long')}>
        <TextInput
          id={id}
          value={value}
          onChange={props.onChange}
          kind={props.kind}
          lines={lines}
          maxLength={maxLength}
          placeholder={props.placeholder}
          label={label}
          disabled={props.disabled}
          invalid={error !== undefined}
          describedBy={help !== undefined || error !== undefined ? helpId(id) : undefined}
          onSubmit={props.onSubmit}
          onBlur={props.onBlur}
        />
        {trailing}
      </Box>
    </Field>
  )
}
