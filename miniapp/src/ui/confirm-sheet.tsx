import { Button } from './button'
import { Sheet } from './sheet'

interface ConfirmSheetProps {
  readonly open: boolean
  /** A question: `把通知发给 412 户吗`. */
  readonly question: string
  /** The consequence in one line. */
  readonly consequence?: string | undefined
  /** The verb of the main button. */
  readonly act: string
  readonly busy?: string | undefined
  readonly danger?: boolean
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** Asks before what cannot be undone: publishing, refusing, deleting. */
export function ConfirmSheet(props: ConfirmSheetProps) {
  const { open, question, consequence, act, busy, danger, onConfirm, onCancel } = props
  return (
    <Sheet
      open={open}
      title={question}
      agreed
      onClose={onCancel}
      acts={
        <>
          <Button kind="outline" onTap={onCancel}>
            再想想
          </Button>
          <Button kind={danger ? 'danger-main' : 'main'} busy={busy} onTap={onConfirm}>
            {act}
          </Button>
        </>
      }
    >
      {consequence}
    </Sheet>
  )
}
