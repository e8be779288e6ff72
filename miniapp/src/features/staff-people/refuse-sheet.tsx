import { useState } from 'react'
import { OptionGroup } from '@/ui/option-group'
import { TextField } from '@/ui/text-field'
import { ActSheet } from './act-sheet'

const LONGEST = 300

interface RefuseSheetProps<Reason extends string> {
  readonly reasons: readonly { readonly value: Reason; readonly title: string }[]
  /** Who will read the words. */
  readonly reader: string
  /** As many characters as the server takes. */
  readonly maxLength?: number
  readonly busy: boolean
  readonly error: Error | null
  readonly onRefuse: (reason: Reason, words: string) => void
  readonly onClose: () => void
}

/** 不通过: a listed reason, and words to the person if there is more to say. */
export function RefuseSheet<Reason extends string>(props: RefuseSheetProps<Reason>) {
  const { reasons, reader, maxLength = LONGEST, busy, error, onRefuse, onClose } = props
  const [reason, setReason] = useState<Reason>()
  const [words, setWords] = useState('')
  return (
    <ActSheet
      open
      title="为什么不通过"
      act="不通过"
      danger
      busy={busy && '正在告知'}
      disabled={reason === undefined}
      error={error}
      onAct={() => reason !== undefined && onRefuse(reason, words.trim())}
      onClose={onClose}
    >
      <OptionGroup
        id="refuse-reason"
        label="为什么不通过"
        options={reasons}
        chosen={reason === undefined ? [] : [reason]}
        onChange={([value]) => setReason(reasons.find((known) => known.value === value)?.value)}
      />
      <TextField
        id="refuse-words"
        label={`${reader}会看到的说明`}
        optional
        lines={3}
        maxLength={maxLength}
        value={words}
        onChange={setWords}
      />
    </ActSheet>
  )
}
