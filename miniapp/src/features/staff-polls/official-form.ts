import { figureFaults, type OfficialFigures } from '@linli/shared/polls/official.rules'
import type { OfficialRecord, OfficialView } from '@linli/shared/polls/official.schema'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { areaTyped } from '@linli/shared/space/space.rules'

/** One figure as it is typed: heads in whole numbers, area in square metres. */
export interface TypedSums {
  readonly votes: string
  readonly area: string
}

export interface TypedQuestion {
  readonly cast: TypedSums
  readonly options: readonly TypedSums[]
  readonly silent: TypedSums
}

export interface OfficialForm {
  readonly system: string
  readonly reference: string
  readonly decidedOn: string
  readonly reason: string
  readonly questions: readonly TypedQuestion[]
}

const empty: TypedSums = { votes: '', area: '' }

const typedOf = ({ votes, area }: { votes: number; area: number }): TypedSums => ({
  votes: String(votes),
  area: areaTyped(area),
})

/** 0.01 m² from a sum of areas as it is typed (`20000.5`), or null: a whole estate, or nothing at all. */
function areaSumOf(typed: string): number | null {
  const [, whole, part = ''] = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(typed.trim()) ?? []
  return whole === undefined ? null : Number(whole) * 100 + Number(part.padEnd(2, '0'))
}

/** An empty form for the poll, or what stands in its record, to be corrected. */
export function formOf(setup: PollDeskView['draft']['setup'], official: OfficialView | null): OfficialForm {
  return {
    system: official?.system ?? '',
    reference: official?.reference ?? '',
    decidedOn: official?.decidedOn ?? '',
    reason: '',
    questions: setup.questions.map(({ options }, index): TypedQuestion => {
      const known = official?.questions[index]
      return {
        cast: known ? typedOf(known.cast) : empty,
        options: options.map((_, at) => {
          const option = known?.options[at]
          return option ? typedOf(option) : empty
        }),
        silent: known?.silent ? typedOf(known.silent) : empty,
      }
    }),
  }
}

interface Asked {
  readonly hasArea: boolean
  readonly countsSilent: boolean
}

/** What this poll asks for: area where it counts, the silent ones where the owners' rules count them. */
export const askedOf = ({ packId, silent }: PollDeskView['draft']['setup']): Asked => ({
  hasArea: packId === 'owners_decision',
  countsSilent: silent === 'follow_majority',
})

/** Sentences by the path of their field. */
export type Faults = ReadonlyMap<string, string>

function readSums(typed: TypedSums, path: string, hasArea: boolean, faults: Map<string, string>) {
  const votes = /^\d{1,8}$/.test(typed.votes.trim()) ? Number(typed.votes) : null
  if (votes === null) faults.set(`${path}.votes`, '请填人数，写成整数')
  const area = hasArea ? areaSumOf(typed.area) : 0
  if (area === null) faults.set(`${path}.area`, '请填面积，最多两位小数，例如 89.50')
  return { votes: votes ?? 0, area: area ?? 0 }
}

/** The figures that were typed and every fault in them; the same rule judges them at the server. */
export function readForm(
  form: OfficialForm,
  poll: Pick<PollDeskView, 'draft' | 'roll' | 'official'>,
): { readonly record: Omit<OfficialRecord, 'version' | 'fileIds'>; readonly faults: Faults } {
  const { setup } = poll.draft
  const { hasArea, countsSilent } = askedOf(setup)
  const faults = new Map<string, string>()
  const questions = form.questions.map(({ cast, options, silent }, index): OfficialFigures => {
    const at = `questions.${index}`
    return {
      cast: readSums(cast, `${at}.cast`, hasArea, faults),
      options: options.map((option, place) => readSums(option, `${at}.options.${place}`, hasArea, faults)),
      ...(countsSilent && { silent: readSums(silent, `${at}.silent`, hasArea, faults) }),
    }
  })
  if (form.system.trim().length < 2) faults.set('system', '请写明是哪个系统')
  if (form.reference.trim().length < 2) faults.set('reference', '请填文号或编号')
  if (form.decidedOn === '') faults.set('decidedOn', '请选日期')
  if (poll.official !== null && form.reason.trim().length < 5)
    faults.set('reason', '请写明为什么更正，至少 5 个字')
  // What contradicts is said once every figure is a figure.
  if (faults.size === 0)
    for (const { path, text } of figureFaults(setup.questions, poll.roll ?? { votes: 0, area: 0 }, questions))
      faults.set(path, text)
  return {
    record: {
      ...{ system: form.system.trim(), reference: form.reference.trim(), decidedOn: form.decidedOn },
      questions: questions.map(({ silent, ...figures }) => ({
        cast: figures.cast,
        options: [...figures.options],
        ...(silent && { silent }),
      })),
    },
    faults,
  }
}
