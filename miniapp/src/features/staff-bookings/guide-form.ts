import type {
  ActingRule,
  LimitUnit,
  MaterialNeed,
  ServiceGroup,
} from '@linli/shared/services/services.catalogue'
import type { ServiceGuideInput, ServiceView } from '@linli/shared/services/services.schema'
import type { Question } from '@linli/shared/services/questions.rules'
import type { FieldIssue } from '@linli/shared/errors'

/** A question of the item as it is typed: options one after the other with `、` between. */
export interface QuestionForm extends Omit<Question, 'options'> {
  readonly options: string
}

/** A guide as it is typed. */
export interface GuideForm {
  readonly label: string
  readonly group: ServiceGroup
  readonly offered: boolean
  /** What people call it, one after the other with `、` between. */
  readonly words: string
  readonly materials: readonly { readonly name: string; readonly need: MaterialNeed }[]
  /** Empty: no limit of its own. */
  readonly limitUnit: LimitUnit | ''
  readonly limitAmount: string
  readonly limitSource: string
  readonly acting: ActingRule
  readonly condition: string
  readonly fee: string
  readonly questions: readonly QuestionForm[]
  /** How often it can be booked; empty is as often as one likes. */
  readonly person: string
  readonly home: string
  readonly homeDay: string
}

export const limitNames = ['person', 'home', 'homeDay'] as const

export const newGuide: GuideForm = {
  ...{ label: '', group: 'community', offered: true, words: '', materials: [] },
  ...{ limitUnit: '', limitAmount: '', limitSource: '', acting: 'family', condition: '', fee: '不收费' },
  ...{ questions: [], person: '', home: '', homeDay: '' },
}

const figureOf = (most: number): string => (most === 0 ? '' : String(most))

export const guideFormOf = (service: ServiceView): GuideForm => ({
  label: service.label,
  group: service.group,
  offered: service.offered,
  words: service.words.join('、'),
  materials: service.materials,
  limitUnit: service.limit?.unit ?? '',
  limitAmount: service.limit === null ? '' : String(service.limit.amount),
  limitSource: service.limit?.source ?? '',
  acting: service.acting,
  condition: service.condition,
  fee: service.fee,
  questions: service.questions.map((one) => ({ ...one, options: one.options.join('、') })),
  person: figureOf(service.limits.person),
  home: figureOf(service.limits.home),
  homeDay: figureOf(service.limits.homeDay),
})

/** An id no question of the guide has: answers of bookings point to it, so one that is gone is not taken again. */
export function nextQuestionId(questions: readonly Pick<Question, 'id'>[]): string {
  const highest = Math.max(0, ...questions.map(({ id }) => Number(/^q(\d{1,9})$/.exec(id)?.[1] ?? 0)))
  return `q${highest + 1}`
}

/** Split at whatever stands between words on a Chinese keyboard. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[、，,；;\s]+/)
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
]

export function guideInputOf(
  form: GuideForm,
  communityId: string,
  before: Pick<ServiceView, 'version' | 'limit'> | undefined,
  formIds: readonly string[],
): ServiceGuideInput {
  const { limitUnit: unit } = form
  const amount = unit === 'at-once' ? 0 : Number(form.limitAmount)
  const source = form.limitSource.trim()
  // A limit that was changed by hand is no longer the one that stands in the law.
  const kept =
    before?.limit?.unit === unit && before.limit.amount === amount && before.limit.source === source
  return {
    ...{ communityId, version: before?.version ?? 0, label: form.label.trim(), group: form.group },
    ...{ offered: form.offered, words: wordsOf(form.words), acting: form.acting },
    materials: form.materials.map(({ name, need }) => ({ name: name.trim(), need })),
    limit:
      unit === ''
        ? null
        : { unit, amount, source, confirmed: kept ? (before.limit?.confirmed ?? false) : false },
    condition: form.condition.trim(),
    fee: form.fee.trim(),
    formIds: [...formIds],
    limits: { person: Number(form.person), home: Number(form.home), homeDay: Number(form.homeDay) },
    questions: form.questions.map(({ id, kind, label, required, options }) => ({
      ...{ id, kind, label: label.trim(), required },
      options: kind === 'choice' ? wordsOf(options) : [],
    })),
  }
}

export type GuideFaults = Partial<Record<string, string>>

/** What is missing or wrong on this device; the server has the last word. */
export function guideFaults(form: GuideForm): GuideFaults {
  const faults: GuideFaults = {}
  if (form.label.trim().length < 2) faults.label = '请填事项的名字，至少 2 个字'
  if (form.fee.trim() === '') faults.fee = '请填收多少，不收就写“不收费”'
  form.materials.forEach(({ name }, index) => {
    if (name.trim() === '') faults[`materials.${index}`] = '请填材料的名字，或去掉这一行'
  })
  form.questions.forEach(({ label, kind, options }, index) => {
    if (label.trim().length < 2) faults[`questions.${index}`] = '请写要问什么，至少 2 个字'
    if (kind === 'choice' && wordsOf(options).length < 2) faults[`options.${index}`] = '至少写 2 个选项'
  })
  for (const name of limitNames) if (!/^\d*$/.test(form[name])) faults[name] = '请填整数，不限就空着'
  if (form.limitUnit !== '') {
    if (form.limitUnit !== 'at-once' && !/^\d+$/.test(form.limitAmount)) faults.limitAmount = '请填整数'
    if (form.limitSource.trim() === '') faults.limitSource = '请填依据，如当地办事指南'
  }
  return faults
}

/** The server's issues by field: `body.materials.2.name` belongs to the third paper. */
export function guideFaultsFrom(issues: readonly FieldIssue[]): GuideFaults {
  const faults: GuideFaults = {}
  for (const { path, message } of issues) {
    const [first = '', second = '', third = ''] = path.replace(/^body\./, '').split('.')
    const name =
      first === 'materials' || (first === 'questions' && second !== '')
        ? `${third === 'options' ? third : first}.${second}`
        : first === 'limit'
          ? second === 'amount'
            ? 'limitAmount'
            : 'limitSource'
          : first === 'limits'
            ? second
            : first
    faults[name] ??= message
  }
  return faults
}
