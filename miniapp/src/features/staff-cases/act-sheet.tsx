import type { ReactNode } from 'react'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { Sheet } from '@/ui/sheet'
import { ActFault, faultSentence } from './act-fault'
import './staff-cases.scss'

interface ActSheetProps {
  readonly title: string
  /** What the main button does: `派出去`. */
  readonly send: string
  readonly danger?: boolean
  readonly busy: boolean
  /** Why it did not happen; the page behind the sheet says it where nobody sees it. */
  readonly error?: Error | null
  /** Fields of the sheet that say themselves what is wrong with them. */
  readonly beside?: readonly string[]
  readonly onSend: () => void
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** The sheet in which an act that needs more than a tap is filled in; what was typed stays when it is closed. */
export function ActSheet({
  title,
  send,
  danger,
  busy,
  error = null,
  beside,
  onSend,
  onClose,
  children,
}: ActSheetProps) {
  return (
    <Sheet
      open
      title={title}
      onClose={onClose}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            再想想
          </Button>
          <Button kind={danger ? 'danger-main' : 'main'} busy={busy && '正在提交'} onTap={onSend}>
            {send}
          </Button>
        </>
      }
    >
      {faultSentence(error, beside) !== null && (
        <Box className="act-sheet__fault">
          <ActFault error={error} beside={beside} />
        </Box>
      )}
      {children}
    </Sheet>
  )
}
