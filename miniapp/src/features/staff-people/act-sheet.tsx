import type { ReactNode } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { Sheet } from '@/ui/sheet'

interface ActSheetProps {
  readonly open: boolean
  readonly title: string
  /** The verb of the main button. */
  readonly act: string
  readonly busy?: string | false | undefined
  readonly danger?: boolean
  /** Not ready to be sent; what is missing is visible above. */
  readonly disabled?: boolean
  /** What somebody else may have changed meanwhile. */
  readonly thing?: string
  readonly error: Error | null
  /** Says a refusal that the form knows better than its code does. */
  readonly said?: string | undefined
  readonly onAct: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A form over the page. A refusal is said in it, and what was typed stays. */
export function ActSheet(props: ActSheetProps) {
  const { open, title, act, busy, danger, disabled, error, onAct, onClose, children } = props
  const { thing = '这份档案', said } = props
  const raced = error instanceof ApiError && error.code === 'version_conflict'
  return (
    <Sheet
      open={open}
      title={title}
      onClose={onClose}
      refusal={
        error && (
          <Banner kind={raced ? 'wait' : 'alert'}>
            {raced
              ? `别人刚改过${thing}，已刷新。您填的内容还在，请核对后再点一次`
              : (said ?? sentenceOf(error))}
          </Banner>
        )
      }
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            再想想
          </Button>
          <Button kind={danger ? 'danger-main' : 'main'} disabled={disabled} busy={busy} onTap={onAct}>
            {act}
          </Button>
        </>
      }
    >
      {children}
    </Sheet>
  )
}
