import { questionLimits, type Question } from '@linli/shared/services/questions.rules'
import { useEffect } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { useKeptUploads } from '@/platform/use-kept-uploads'
import { Box } from '@/ui/box'
import { Field } from '@/ui/field'
import { FieldError } from '@/ui/field-error'
import { OptionGroup } from '@/ui/option-group'
import { PhotoGrid } from '@/ui/photo-grid'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { fieldOf, type Answers } from './use-answers'
import './bookings.scss'

interface OneProps {
  readonly question: Question
  readonly form: Answers
}

function PhotoQuestion({ question: { id, label, required }, form }: OneProps) {
  const { attach, follow, photos } = form
  const uploads = useKeptUploads('booking_photo', questionLimits.photos, {
    value: { photos: photos[id] ?? [] },
    change: ({ photos: files = [] }) => attach(id, files),
  })
  const { busy, failed } = uploads
  useEffect(() => follow(id, { busy, failed }), [follow, id, busy, failed])
  const broken = uploads.items.find(({ state, error }) => state === 'failed' && error !== undefined)
  return (
    <Field id={fieldOf(id)} label={label} optional={!required}>
      <PhotoGrid
        photos={uploads.items}
        onAdd={() => void uploads.choosePhotos()}
        onRemove={uploads.remove}
        onRetry={uploads.retry}
        max={questionLimits.photos}
        hint={`最多 ${questionLimits.photos} 张，只有办事的窗口能看`}
      />
      <FieldError id={`${fieldOf(id)}-error`}>
        {form.faults[id] ?? (broken && `有照片没传上去：${sentenceOf(broken.error)}`)}
      </FieldError>
    </Field>
  )
}

function One({ question, form }: OneProps) {
  const { id, kind, label, required, options } = question
  if (kind === 'photo') return <PhotoQuestion question={question} form={form} />
  const text = form.texts[id] ?? ''
  if (kind === 'text')
    return (
      <TextField
        id={fieldOf(id)}
        label={label}
        optional={!required}
        lines={2}
        maxLength={questionLimits.answer}
        value={text}
        onChange={(value) => form.say(id, value)}
        error={form.faults[id]}
      />
    )
  return (
    <Box className="answer-choice">
      <Box className="answer-choice__label">{required ? label : `${label}（可不填）`}</Box>
      <OptionGroup
        id={fieldOf(id)}
        label={label}
        options={options.map((value) => ({ value, title: value }))}
        chosen={text === '' ? [] : [text]}
        onChange={([value]) => form.say(id, value ?? '')}
      />
      <FieldError id={`${fieldOf(id)}-error`}>{form.faults[id]}</FieldError>
    </Box>
  )
}

/** What an item asks, one field under the other. */
export function AnswerFields({ form }: { readonly form: Answers }) {
  return (
    <Surface padded label="要填的问题">
      {form.questions.map((question) => (
        <One key={question.id} question={question} form={form} />
      ))}
    </Surface>
  )
}
