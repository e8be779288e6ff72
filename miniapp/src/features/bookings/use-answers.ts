import type { AnswersInput, BookingAnswerView } from '@linli/shared/bookings/bookings.parts.schema'
import { faultsOfAnswers, type Question } from '@linli/shared/services/questions.rules'
import type { FieldIssue } from '@linli/shared/errors'
import type { FileView } from '@linli/shared/files/files.schema'
import { useCallback, useState } from 'react'
import type { Uploads } from '@/platform/use-uploads'
import { useDraft } from '@/platform/use-draft'
import { focusField } from '@/ui/focus'

export type AnswerFaults = Readonly<Record<string, string>>

/** Where the field of a question stands on the page. */
export const fieldOf = (questionId: string): string => `answer-${questionId}`

/** The server's issues by question: `body.answers.q2`. */
export function answerFaultsFrom(issues: readonly FieldIssue[]): AnswerFaults {
  const faults: Record<string, string> = {}
  for (const { path, message } of issues) {
    const [, questionId] = /^(?:body\.)?answers\.([a-z][a-z0-9]*)/.exec(path) ?? []
    if (questionId !== undefined) faults[questionId] ??= message
  }
  return faults
}

interface AnswerDraft {
  readonly texts: Readonly<Record<string, string>>
  readonly photos: Readonly<Record<string, readonly FileView[]>>
}

/** What was answered before, as a form begins with it. */
export const draftOf = (answers: readonly BookingAnswerView[]): AnswerDraft => ({
  texts: Object.fromEntries(answers.map(({ questionId, text }) => [questionId, text])),
  photos: Object.fromEntries(answers.map(({ questionId, photos }) => [questionId, photos])),
})

export const noAnswers: AnswerDraft = { texts: {}, photos: {} }

/** Answers as they are typed; kept on this device under `key`, until they have been sent. */
export function useAnswers(key: string, questions: readonly Question[], initial: AnswerDraft) {
  const draft = useDraft(`answers:${key}`, initial)
  const [faults, setFaults] = useState<AnswerFaults>({})
  const [uploads, setUploads] = useState<Readonly<Record<string, Pick<Uploads, 'busy' | 'failed'>>>>({})
  const { texts, photos } = draft.value
  const { change } = draft
  const all = Object.values(uploads)
  const answers = questions.flatMap(({ id, kind }): AnswersInput => {
    const photoIds = (photos[id] ?? []).map((photo) => photo.id)
    const text = (texts[id] ?? '').trim()
    if (kind === 'photo') return photoIds.length === 0 ? [] : [{ questionId: id, photoIds }]
    return text === '' ? [] : [{ questionId: id, text }]
  })
  const show = (found: AnswerFaults): boolean => {
    setFaults(found)
    const first = questions.find(({ id }) => found[id] !== undefined)
    if (first !== undefined) focusField(fieldOf(first.id))
    return Object.keys(found).length > 0
  }
  return {
    questions,
    texts,
    photos,
    faults,
    saved: draft.saved,
    answers,
    uploads: { busy: all.some(({ busy }) => busy), failed: all.reduce((sum, { failed }) => sum + failed, 0) },
    say: (id: string, text: string) => {
      setFaults({})
      change({ texts: { ...texts, [id]: text } })
    },
    attach: useCallback(
      (id: string, files: readonly FileView[]) => {
        setFaults({})
        change({ photos: { ...photos, [id]: files } })
      },
      [change, photos],
    ),
    follow: useCallback(
      (id: string, { busy, failed }: Pick<Uploads, 'busy' | 'failed'>) =>
        setUploads((before) =>
          before[id]?.busy === busy && before[id].failed === failed
            ? before
            : { ...before, [id]: { busy, failed } },
        ),
      [],
    ),
    /** Shows what this device can tell is missing; true when something is. */
    check: () =>
      show(
        Object.fromEntries(
          faultsOfAnswers(questions, answers).map(({ questionId, message }) => [questionId, message]),
        ),
      ),
    showIssues: (issues: readonly FieldIssue[]) => show(answerFaultsFrom(issues)),
    clear: draft.clear,
  }
}

export type Answers = ReturnType<typeof useAnswers>
