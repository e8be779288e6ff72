/** The bare control; screens use TextField, which brings label, help and error. */
export interface TextInputProps {
  readonly id: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** `digits` and `phone` bring the number pad; `code` also fills in an SMS code. */
  readonly kind?: 'text' | 'digits' | 'phone' | 'code' | 'search' | 'nickname'
  readonly lines?: number | undefined
  readonly maxLength?: number | undefined
  readonly placeholder?: string | undefined
  readonly label?: string | undefined
  readonly disabled?: boolean | undefined
  readonly invalid?: boolean | undefined
  readonly required?: boolean | undefined
  readonly describedBy?: string | undefined
  readonly onSubmit?: (() => void) | undefined
  readonly onBlur?: (() => void) | undefined
}
