import type { PickerInputProps } from './picker-input.types'

/** The browser's own select, day and time controls. */
export function PickerInput(props: PickerInputProps) {
  const shared = {
    id: props.id,
    value: props.value,
    disabled: props.disabled,
    'aria-invalid': props.invalid || undefined,
    'aria-describedby': props.describedBy,
    className: 'text-input picker-input',
  }
  if (props.kind !== 'list') {
    return (
      <input
        {...shared}
        type={props.kind}
        min={props.from}
        max={props.to}
        onChange={(event) => props.onChange(event.target.value)}
      />
    )
  }
  return (
    <select {...shared} onChange={(event) => props.onChange(event.target.value)}>
      {props.placeholder !== undefined && (
        <option value="" disabled>
          {props.placeholder}
        </option>
      )}
      {props.options?.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
