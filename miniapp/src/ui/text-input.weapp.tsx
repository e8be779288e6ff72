import { Input, Textarea } from '@tarojs/components'
import { cls } from './class-names'
import type { TextInputProps } from './text-input.types'

const types = {
  text: 'text',
  digits: 'number',
  phone: 'number',
  code: 'number',
  search: 'text',
  nickname: 'nickname',
} as const

/** WeChat's input; iOS reads its label only with the role said aloud. */
export function TextInput(props: TextInputProps) {
  const { id, value, onChange, kind = 'text', lines, onSubmit } = props
  const shared = {
    id,
    value,
    maxlength: props.maxLength ?? -1,
    placeholder: props.placeholder,
    placeholderClass: 'text-input__placeholder',
    disabled: props.disabled,
    cursorSpacing: 96,
    onBlur: props.onBlur,
    ariaRole: 'textbox',
    ariaLabel: props.label,
  }
  if (lines !== undefined) {
    return (
      <Textarea
        {...shared}
        className="text-input text-input--long"
        style={{ minHeight: `${(lines * 1.6).toFixed(1)}em` }}
        autoHeight
        onInput={(event) => onChange(event.detail.value)}
      />
    )
  }
  return (
    <Input
      {...shared}
      className={cls('text-input', props.invalid && 'text-input--invalid')}
      type={types[kind]}
      confirmType={kind === 'search' ? 'search' : 'done'}
      onInput={(event) => onChange(event.detail.value)}
      onConfirm={onSubmit}
    />
  )
}
