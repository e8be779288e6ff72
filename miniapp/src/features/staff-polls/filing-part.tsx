import { articles, sourceText } from '@linli/shared/polls/packs'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { dayOf } from '@linli/shared/time'
import { useState } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { filingText } from '@/features/polls/poll-words'
import { ApiError } from '@/platform/api-error'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { PickerField } from '@/ui/picker-field'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useRecordFiling } from './queries'
import './staff-polls.scss'

/** When it was filed, and under which number; the same sheet mends it. */
function FilingSheet({ poll, onClose }: { readonly poll: PollDeskView; readonly onClose: () => void }) {
  const save = useRecordFiling(poll.id)
  const [initial] = useState({
    filedOn: poll.filing?.filedOn ?? dayOf(new Date()),
    reference: poll.filing?.reference ?? '',
  })
  // Kept until it has arrived: what is sent again after a lost answer is what was sent first, and the server takes it as such.
  const { value, change, clear } = useDraft(
    `filing:${poll.id}:${initial.filedOn}:${initial.reference}`,
    initial,
  )
  const { filedOn, reference } = value
  const issue = (path: string) => (save.error instanceof ApiError ? save.error.issueAt(path) : undefined)
  const isAtField = issue('filedOn') !== undefined || issue('reference') !== undefined
  return (
    <ActSheet
      open
      title="登记备案"
      act="记下"
      busy={save.isPending && '正在记下'}
      error={isAtField ? null : save.error}
      onAct={() =>
        sendForm(
          save,
          { version: poll.version, filedOn, reference: reference.trim() },
          {
            forget: clear,
            onSuccess: () => {
              showToast('备案已经记下')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <PickerField
        id="filing-day"
        label="报街道备案的日子"
        kind="date"
        value={filedOn}
        onChange={(day) => change({ filedOn: day })}
        error={issue('filedOn')}
      />
      <TextField
        id="filing-reference"
        label="备案文号或回执号"
        optional
        maxLength={80}
        value={reference}
        onChange={(typed) => change({ reference: typed })}
        error={issue('reference')}
      />
    </ActSheet>
  )
}

/** A charter that passed waits to be filed; then everybody reads when it was. */
export function FilingPart({ poll }: { readonly poll: PollDeskView }) {
  const [open, setOpen] = useState(false)
  const may = poll.abilities['record_filing'] === true
  if (!may && poll.filing === undefined) return null
  return (
    <>
      <SectionTitle title="报街道备案" note={poll.filing === undefined ? '还没登记' : '居民也能看到'} />
      <Surface padded label="报街道备案">
        <Box as="p" className="setup-rule">
          {poll.filing === undefined
            ? `通过的公约或章程要报街道备案（${sourceText(articles.filing)}），报了以后请在这里登记。`
            : `${filingText(poll.filing)}。由${poll.filing.byName}登记。`}
        </Box>
        {may && (
          <Button small kind={poll.filing === undefined ? 'main' : 'outline'} onTap={() => setOpen(true)}>
            {poll.filing === undefined ? '登记备案' : '更正'}
          </Button>
        )}
      </Surface>
      {open && <FilingSheet poll={poll} onClose={() => setOpen(false)} />}
    </>
  )
}
