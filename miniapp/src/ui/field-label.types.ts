export interface FieldLabelProps {
  readonly htmlFor: string
  readonly children: string
}
