import { Picker, View } from '@tarojs/components'
import type { PickerInputProps } from './picker-input.types'

function Shown({ label, text, placeholder }: { label: string; text: string; placeholder: string }) {
  return (
    <View
      className="text-input picker-input"
      ariaRole="button"
      ariaLabel={`${label}，${text || placeholder}`}
    >
      {text || <View className="text-input__placeholder">{placeholder}</View>}
    </View>
  )
}

/** WeChat's wheel. */
export function PickerInput(props: PickerInputProps) {
  const { kind, value, onChange, options = [], label, disabled, placeholder = '请选择' } = props
  if (kind === 'list') {
    const index = options.findIndex((option) => option.value === value)
    return (
      <Picker
        id={props.id}
        mode="selector"
        range={options.map((option) => option.label)}
        value={Math.max(0, index)}
        disabled={disabled}
        onChange={(event) => {
          const chosen = options[Number(event.detail.value)]
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        <Shown label={label} text={options[index]?.label ?? ''} placeholder={placeholder} />
      </Picker>
    )
  }
  const bounds = { start: props.from, end: props.to }
  return kind === 'date' ? (
    <Picker
      id={props.id}
      mode="date"
      value={value}
      {...bounds}
      disabled={disabled}
      onChange={(event) => onChange(event.detail.value)}
    >
      <Shown label={label} text={value} placeholder={placeholder} />
    </Picker>
  ) : (
    <Picker
      id={props.id}
      mode="time"
      value={value}
      {...bounds}
      disabled={disabled}
      onChange={(event) => onChange(event.detail.value)}
    >
      <Shown label={label} text={value} placeholder={placeholder} />
    </Picker>
  )
}
