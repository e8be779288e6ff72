import type { FieldLabelProps } from './field-label.types'

/** A real label: a click on it puts the cursor into the field. */
export function FieldLabel({ htmlFor, children }: FieldLabelProps) {
  return (
    <label className="field__label" htmlFor={htmlFor}>
      {children}
    </label>
  )
}
