import { Box } from './box'
import { Icon } from './icon'

interface FieldErrorProps {
  /** Of the choice it belongs to, so that the first fault can be brought into view. */
  readonly id: string
  readonly children: string | undefined
}

/** The sentence under a choice that is not a text field. */
export function FieldError({ id, children }: FieldErrorProps) {
  return (
    <Box id={id} live="polite" className="field field--invalid field-error">
      {children !== undefined && (
        <Box className="field__below">
          <Icon name="warning" size="xs" className="field__error-icon" />
          {children}
        </Box>
      )}
    </Box>
  )
}
