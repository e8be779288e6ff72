export interface PickerOption {
  readonly value: string
  readonly label: string
}

/** One of a list, or a day or time of day. */
export interface PickerInputProps {
  readonly id: string
  readonly label: string
  readonly kind: 'list' | 'date' | 'time'
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options?: readonly PickerOption[] | undefined
  readonly placeholder?: string | undefined
  /** First and last day, `2026-11-23`. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly disabled?: boolean | undefined
  readonly invalid?: boolean | undefined
  readonly describedBy?: string | undefined
}
