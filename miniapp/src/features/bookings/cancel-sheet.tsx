import { useState } from 'react'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { OptionGroup } from '@/ui/option-group'
import { Sheet } from '@/ui/sheet'

interface CancelSheetProps {
  readonly open: boolean
  /** Later visits of the same series stand behind it. */
  readonly hasRest: boolean
  readonly busy: boolean
  readonly onClose: () => void
  readonly onCancel: (rest: boolean) => void
}

const GIVEN_BACK = '名额马上让给别人。以后可以再约'

/** Asks before a seat is given back; of a series, this visit alone or all that follow. */
export function CancelSheet({ open, hasRest, busy, onClose, onCancel }: CancelSheetProps) {
  const [rest, setRest] = useState(false)
  if (!hasRest)
    return (
      <ConfirmSheet
        open={open}
        question="取消这次预约吗"
        consequence={GIVEN_BACK}
        act="取消预约"
        danger
        busy={busy ? '正在取消' : undefined}
        onCancel={onClose}
        onConfirm={() => onCancel(false)}
      />
    )
  return (
    <Sheet
      open={open}
      title="取消哪几次"
      onClose={onClose}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            再想想
          </Button>
          <Button kind="danger-main" busy={busy && '正在取消'} onTap={() => onCancel(rest)}>
            取消预约
          </Button>
        </>
      }
    >
      <OptionGroup
        id="cancel-which"
        label="取消哪几次"
        options={[
          { value: 'one', title: '只取消这一次', detail: '后面的照常' },
          { value: 'rest', title: '这次和后面的都取消', detail: GIVEN_BACK },
        ]}
        chosen={[rest ? 'rest' : 'one']}
        onChange={([value]) => setRest(value === 'rest')}
      />
    </Sheet>
  )
}
