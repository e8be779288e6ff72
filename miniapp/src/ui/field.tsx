import type { ReactNode } from 'react'
import { Box } from './box'
import { cls } from './class-names'
import { FieldLabel } from './field-label'
import { Icon } from './icon'

export interface FieldFrame {
  readonly id: string
  readonly label: string
  /** Below the control; always visible. */
  readonly help?: string | undefined
  /** What is wrong and how to mend it, in one sentence. */
  readonly error?: string | undefined
  readonly optional?: boolean | undefined
}

interface FieldProps extends FieldFrame {
  readonly counter?: string | undefined
  /** At the right of the label: `说话输入`. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** Id of the text under a control, for `describedBy`. */
export const helpId = (id: string) => `${id}-help`

/** Label above, control, then the error or the help. */
export function Field({ id, label, help, error, optional, counter, aside, children }: FieldProps) {
  const below = error ?? help
  return (
    <Box className={cls('field', error !== undefined && 'field--invalid')}>
      <Box className="field__head">
        <FieldLabel htmlFor={id}>{optional ? `${label}（可不填）` : label}</FieldLabel>
        {aside}
      </Box>
      {children}
      {(below !== undefined || counter !== undefined) && (
        <Box className="field__foot">
          <Box id={helpId(id)} className="field__below" live={error === undefined ? undefined : 'polite'}>
            {error !== undefined && <Icon name="warning" size="xs" className="field__error-icon" />}
            {below}
          </Box>
          {counter !== undefined && <Box className="field__counter">{counter}</Box>}
        </Box>
      )}
    </Box>
  )
}
