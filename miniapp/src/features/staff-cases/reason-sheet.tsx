import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { useAttempt } from '@/platform/use-attempt'
import { OptionGroup } from '@/ui/option-group'
import { FieldError } from '@/ui/field-error'
import { TextField } from '@/ui/text-field'
import { ActSheet } from './act-sheet'
import type { ReasonForm } from './handling-forms'
import type { useCaseAct } from './queries'

interface ReasonSheetProps {
  readonly form: ReasonForm
  readonly act: ReturnType<typeof useCaseAct>
  readonly onDone: () => void
  readonly onClose: () => void
}

const MIN = 2

/** A choice, some words or both: what most acts on a case ask for. */
export function ReasonSheet({ form, act, onDone, onClose }: ReasonSheetProps) {
  const draft = useDraft(form.draft, { chosen: '', text: '' })
  const attempt = useAttempt(form.draft)
  const [tried, setTried] = useState(false)
  const { chosen, text } = draft.value
  const lacksChoice = form.options !== undefined && chosen === ''
  const lacksWords = !lacksChoice && form.wordsNeeded(chosen) && text.trim().length < MIN
  const issues = act.error instanceof ApiError ? act.error : undefined
  const send = () => {
    setTried(true)
    if (lacksChoice || lacksWords) return
    sendForm(act, form.act(chosen, text.trim(), attempt.begin), {
      attempt,
      forget: draft.clear,
      onSuccess: onDone,
    })
  }
  return (
    <ActSheet
      title={form.title}
      send={form.send}
      danger={form.danger === true}
      busy={act.isPending}
      onSend={send}
      onClose={onClose}
    >
      {form.options !== undefined && (
        <OptionGroup
          id="reason"
          label={form.title}
          options={form.options}
          chosen={chosen === '' ? [] : [chosen]}
          onChange={([value = '']) => draft.change({ chosen: value })}
        />
      )}
      <FieldError id="reason-fault">{tried && lacksChoice ? '请先选一项' : undefined}</FieldError>
      <TextField
        id="reason-text"
        label={form.text.label}
        optional={!form.wordsNeeded(chosen)}
        lines={3}
        maxLength={form.text.max}
        value={text}
        onChange={(value) => draft.change({ text: value })}
        error={tried && lacksWords ? '请写几个字说明' : issues?.issueAt(form.text.name)}
      />
    </ActSheet>
  )
}
