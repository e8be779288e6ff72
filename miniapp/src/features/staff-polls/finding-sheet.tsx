import { useState, type ReactNode } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { ApiError } from '@/platform/api-error'
import { Box } from '@/ui/box'
import { OptionGroup } from '@/ui/option-group'
import { TextField } from '@/ui/text-field'
import './staff-polls.scss'

interface FindingSheetProps {
  /** Names the fields on the page. */
  readonly id: string
  readonly title: string
  /** What stands to be answered, and what is known of it. */
  readonly children: ReactNode
  /** What is asked, and what either answer brings about. */
  readonly question: string
  readonly yes: { readonly title: string; readonly detail: string }
  readonly no: { readonly title: string; readonly detail: string }
  readonly reasonLabel: string
  readonly isPending: boolean
  readonly error: Error | null
  readonly onAnswer: (isSo: boolean, reason: string) => void
  readonly onClose: () => void
}

const SHORTEST_REASON = 2

/** The desk answers what somebody said of the roll or of a vote: whether it is so, and why. */
export function FindingSheet(props: FindingSheetProps) {
  const { id, title, children, question, yes, no, reasonLabel, isPending, error, onAnswer, onClose } = props
  const [isSo, setIsSo] = useState<boolean>()
  const [reason, setReason] = useState('')
  const issue = error instanceof ApiError ? error.issueAt('reason') : undefined
  return (
    <ActSheet
      open
      title={title}
      thing="这次表决"
      act="答复"
      busy={isPending && '正在答复'}
      disabled={isSo === undefined || reason.trim().length < SHORTEST_REASON}
      error={issue === undefined ? error : null}
      onAct={() => onAnswer(isSo === true, reason.trim())}
      onClose={onClose}
    >
      <Box className="finding-about">{children}</Box>
      <OptionGroup
        id={`${id}-finding`}
        label={question}
        options={[
          { value: 'yes', ...yes },
          { value: 'no', ...no },
        ]}
        chosen={isSo === undefined ? [] : [isSo ? 'yes' : 'no']}
        onChange={([value]) => setIsSo(value === 'yes')}
      />
      <TextField
        id={`${id}-reason`}
        label={reasonLabel}
        lines={3}
        maxLength={300}
        value={reason}
        onChange={setReason}
        error={issue}
      />
    </ActSheet>
  )
}
