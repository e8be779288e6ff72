import type { LookPurpose } from '@linli/shared/people/people.kinds'
import { useState } from 'react'
import { OptionGroup } from '@/ui/option-group'
import { ActSheet } from './act-sheet'
import { codeIn, purposeChoices } from './choices'

interface PurposeSheetProps {
  readonly open: boolean
  readonly title: string
  readonly busy: boolean
  readonly error: Error | null
  readonly onLook: (purpose: LookPurpose) => void
  readonly onClose: () => void
}

/** Asks what somebody looks for before anything sensitive is shown; the answer goes into the trail. */
export function PurposeSheet({ open, title, busy, error, onLook, onClose }: PurposeSheetProps) {
  const [purpose, setPurpose] = useState<LookPurpose>()
  return (
    <ActSheet
      open={open}
      title={title}
      act="查看"
      busy={busy && '正在查看'}
      disabled={purpose === undefined}
      error={error}
      onAct={() => purpose !== undefined && onLook(purpose)}
      onClose={onClose}
    >
      这次查看会记入操作记录，居务监督可以查到。
      <OptionGroup
        id="look-purpose"
        label="查看的用途"
        options={purposeChoices}
        chosen={purpose === undefined ? [] : [purpose]}
        onChange={([value]) => setPurpose(codeIn(purposeChoices, value))}
      />
    </ActSheet>
  )
}
