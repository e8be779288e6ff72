import { useState } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { ApiError } from '@/platform/api-error'
import { TextField } from '@/ui/text-field'

interface SaySheetProps {
  readonly id: string
  readonly title: string
  /** What becomes of it. */
  readonly lead: string
  readonly label: string
  readonly act: string
  /** Its name in what is sent; `text` otherwise. */
  readonly field?: string
  readonly most?: number
  readonly busy: boolean
  readonly error: Error | null
  readonly onSay: (text: string) => void
  readonly onClose: () => void
}

const LEAST = 5
const MOST = 500

/** A few sentences to the office about the roll or one's own ballot; what was typed stays when it is refused. */
export function SaySheet({
  id,
  title,
  lead,
  label,
  act,
  busy,
  error,
  onSay,
  onClose,
  field = 'text',
  most = MOST,
}: SaySheetProps) {
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const words = text.trim()
  const fault =
    tried && words.length < LEAST
      ? `请写清楚，至少 ${LEAST} 个字`
      : error instanceof ApiError
        ? error.issueAt(field)
        : undefined
  return (
    <ActSheet
      open
      title={title}
      act={act}
      busy={busy && '正在送出'}
      error={fault === undefined ? error : null}
      onAct={() => {
        setTried(true)
        if (words.length >= LEAST) onSay(words)
      }}
      onClose={onClose}
    >
      {lead}
      <TextField
        id={id}
        label={label}
        lines={4}
        maxLength={most}
        value={text}
        onChange={setText}
        error={fault}
      />
    </ActSheet>
  )
}
