import { useState } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { ApiError } from '@/platform/api-error'
import { isAlreadySent } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { TextField } from '@/ui/text-field'

interface SaySheetProps {
  readonly id: string
  /** Whose words about what they are: kept on this device under it until they have arrived. */
  readonly draft: string
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
  /** `forget` drops the kept words; it is for when they have arrived. */
  readonly onSay: (text: string, forget: () => void) => void
  /** The words before arrived without an answer, and others stand here now: sends these as words of their own. */
  readonly onSayAnew?: () => void
  readonly onClose: () => void
}

const empty = { text: '' }
const LEAST = 5
const MOST = 500

/** A few sentences to the office about the roll or one's own ballot; what was typed stays until it has arrived. */
export function SaySheet({
  id,
  draft,
  title,
  lead,
  label,
  act,
  busy,
  error,
  onSay,
  onSayAnew,
  onClose,
  field = 'text',
  most = MOST,
}: SaySheetProps) {
  const { value, change, clear } = useDraft(draft, empty)
  const { text } = value
  const [tried, setTried] = useState(false)
  const words = text.trim()
  const alreadySent = onSayAnew !== undefined && isAlreadySent(error)
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
      error={fault === undefined && !alreadySent ? error : null}
      onAct={() => {
        setTried(true)
        if (words.length >= LEAST) onSay(words, clear)
      }}
      onClose={onClose}
    >
      {alreadySent && (
        <Banner kind="wait" act="当作新的一条" onAct={onSayAnew}>
          上一条已经送到了。现在写的还没有送出
        </Banner>
      )}
      <Box className="say-lead">{lead}</Box>
      <TextField
        id={id}
        label={label}
        lines={4}
        maxLength={most}
        value={text}
        onChange={(typed) => change({ text: typed })}
        error={fault}
      />
    </ActSheet>
  )
}
