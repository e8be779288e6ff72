/** What is asked when an item is booked. */
export const questionKinds = ['text', 'choice', 'photo'] as const
export type QuestionKind = (typeof questionKinds)[number]

export const questionKindLabel: Readonly<Record<QuestionKind, string>> = {
  text: '写几个字',
  choice: '选一项',
  photo: '拍照片',
}

export const questionLimits = {
  questions: 10,
  label: 60,
  options: 12,
  option: 30,
  answer: 300,
  photos: 3,
} as const

export interface Question {
  /** Unique in its guide; answers point to it. */
  readonly id: string
  readonly kind: QuestionKind
  readonly label: string
  readonly required: boolean
  /** What can be chosen; empty for the other kinds. */
  readonly options: readonly string[]
}

/** An answer as it is sent: words, one of the options, or photos; what is left out is no answer. */
export interface Answer {
  readonly questionId: string
  readonly text?: string | undefined
  readonly photoIds?: readonly string[] | undefined
}

export interface QuestionFault {
  readonly questionId: string
  readonly message: string
}

const saidNothing = { text: '请写几个字', choice: '请选一项', photo: '请拍一张照片' } as const

function faultOf({ kind, required, options }: Question, answer: Answer | undefined): string | undefined {
  const text = answer?.text?.trim() ?? ''
  const photos = answer?.photoIds?.length ?? 0
  if (kind === 'photo' ? photos === 0 : text === '') return required ? saidNothing[kind] : undefined
  if (kind === 'photo') {
    return photos > questionLimits.photos ? `最多 ${questionLimits.photos} 张照片` : undefined
  }
  if (kind === 'choice') return options.includes(text) ? undefined : '选项改过了，请重新选一项'
  return text.length > questionLimits.answer ? `最多 ${questionLimits.answer} 个字` : undefined
}

/**
 * What is wrong with the answers, every question named; empty when nothing is. `complete: false` lets required ones
 * be left open, for whoever cannot be asked now.
 */
export function faultsOfAnswers(
  questions: readonly Question[],
  answers: readonly Answer[],
  { complete = true }: { readonly complete?: boolean } = {},
): QuestionFault[] {
  const known = new Set(questions.map(({ id }) => id))
  const strange = answers
    .filter(({ questionId }) => !known.has(questionId))
    .map(({ questionId }) => ({ questionId, message: '这个问题已经不问了，请刷新后再填' }))
  const faults = questions.flatMap((question) => {
    const answer = answers.find(({ questionId }) => questionId === question.id)
    const message = faultOf(complete ? question : { ...question, required: false }, answer)
    return message === undefined ? [] : [{ questionId: question.id, message }]
  })
  return [...faults, ...strange]
}
