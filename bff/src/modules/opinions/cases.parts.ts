import type { CaseAbility, caseFields } from '@linli/shared/opinions/cases.parts.schema'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { clockSentence, clockShort } from '@linli/shared/opinions/opinions.rules'
import { holdReasons } from '@linli/shared/opinions/parties'
import type { FileRef } from '../../platform/files/file-ref'
import type { OpinionRow } from './opinion.model'
import type { Presenting } from './presenting'

const PHOTO = '照片'

type CaseParts = Pick<StaffOpinionView, keyof typeof caseFields>

/** Who has the case, what it waits for, what was asked for. */
export function presentCaseParts(row: OpinionRow, { now, calendar, present }: Presenting): CaseParts {
  const { handling, hold, extension } = row
  return {
    handling: handling
      ? {
          lead: handling.lead,
          helpers: handling.helpers.map(({ party, task, clock }) => ({
            party,
            task,
            dueAt: clock.dueAt.toISOString(),
            short: clockShort(calendar, clock, now),
            done: clock.doneAt !== null,
            late: (clock.doneAt ?? now) > clock.dueAt,
          })),
          instruction: handling.instruction,
          signing: clockSentence(calendar, handling.signing, now, 'staff', handling.lead.label),
          signed: handling.signing.doneAt !== null,
          final: handling.final,
          copyText: handling.copy.text,
          copyPhotos: handling.copy.photos.map((ref) => nameless(ref, present)),
        }
      : null,
    hold: hold ? { for: hold.for, label: holdReasons[hold.for].label, note: hold.note } : null,
    extension: extension
      ? {
          id: extension.id,
          days: extension.days,
          reason: extension.reason,
          by: extension.byName,
          at: extension.at.toISOString(),
          state: extension.state,
          answer: extension.answer,
        }
      : null,
    callback: row.callback
      ? {
          reached: row.callback.reached,
          solved: row.callback.said?.solved ?? null,
          score: row.callback.said?.score ?? null,
          text: row.callback.text,
          by: row.callback.byName,
          at: row.callback.at.toISOString(),
        }
      : null,
    excluded: row.excluded ?? null,
    aboutPerson: row.aboutPerson === true,
    mergedInto: row.mergedInto ?? null,
    mergedFrom: row.mergedFrom ?? [],
    returnCount: row.returnCount ?? 0,
    barredCount: row.barred?.length ?? 0,
    limited: false,
  }
}

/** The name of a file is the resident's word too. */
export const nameless = (ref: FileRef, present: Presenting['present']) => ({ ...present(ref), name: PHOTO })

export const presentCaseAbilities = (
  abilities: Readonly<Record<CaseAbility, boolean>>,
): Record<CaseAbility, boolean> => ({
  merge: abilities.merge,
  split: abilities.split,
  respond: abilities.respond,
  callback: abilities.callback,
  mark: abilities.mark,
  recuse: abilities.recuse,
  readContact: abilities.readContact,
  setUrgent: abilities.setUrgent,
  dispatch: abilities.dispatch,
  take: abilities.take,
  sign: abilities.sign,
  handBack: abilities.handBack,
  hold: abilities.hold,
  resume: abilities.resume,
  refer: abilities.refer,
  adjudicate: abilities.adjudicate,
  helpDone: abilities.helpDone,
  askExtension: abilities.askExtension,
  decideExtension: abilities.decideExtension,
})
