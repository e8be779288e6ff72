import type { InputHTMLAttributes, KeyboardEvent } from 'react'
import type { TextInputProps } from './text-input.types'

const kinds: Record<NonNullable<TextInputProps['kind']>, InputHTMLAttributes<HTMLInputElement>> = {
  text: { type: 'text' },
  digits: { type: 'text', inputMode: 'numeric', autoComplete: 'off' },
  phone: { type: 'tel', autoComplete: 'tel' },
  code: { type: 'text', inputMode: 'numeric', autoComplete: 'one-time-code' },
  search: { type: 'search', enterKeyHint: 'search' },
  nickname: { type: 'text', autoComplete: 'nickname' },
}

/** A real input or textarea. */
export function TextInput(props: TextInputProps) {
  const { id, value, onChange, kind = 'text', lines, onSubmit } = props
  const shared = {
    id,
    value,
    maxLength: props.maxLength,
    placeholder: props.placeholder,
    disabled: props.disabled,
    required: props.required,
    onBlur: props.onBlur,
    'aria-label': props.label,
    'aria-invalid': props.invalid || undefined,
    'aria-describedby': props.describedBy,
  }
  if (lines !== undefined) {
    return (
      <textarea
        {...shared}
        className="text-input text-input--long"
        rows={lines}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  }
  // Enter while a Chinese input method is composing only chooses a word.
  const submit = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) onSubmit?.()
  }
  return (
    <input
      {...shared}
      {...kinds[kind]}
      className="text-input"
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={submit}
    />
  )
}
