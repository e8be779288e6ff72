import type { CaseAbility } from '@linli/shared/opinions/cases.parts.schema'
import type { Actor } from '../../platform/actor'
import type { OpinionRow } from './opinion.model'
import type { caseActions } from './opinions.policy'

/** Nobody rates their own work: whoever has the case, and whoever answered it instead (domain facts §3.3: 回访). */
export const hasHandled = (row: OpinionRow, accountId: string): boolean =>
  row.ownerAccountId === accountId ||
  row.entries.some(({ kind, byAccountId }) => kind === 'reply' && byAccountId === accountId)

/** What can be done with the handling now, from what policy and machine say and what the case has been through. */
export function caseAbilities(
  actor: Actor,
  row: OpinionRow,
  can: (action: (typeof caseActions)[number]) => boolean,
): Record<CaseAbility, boolean> {
  const { handling, extension, hold } = row
  const waitsForAnswer = row.clock.kind === 'answer' && row.clock.doneAt === null
  const grants = row.category.rules?.mostExtensionDays !== 0
  const isAsked = extension?.state === 'asked'
  return {
    merge: can('merge'),
    split: can('split'),
    respond: can('respond') && row.entries.some(({ kind }) => kind === 'ask'),
    callback: can('callback') && row.callback?.reached !== true && !hasHandled(row, actor.accountId),
    mark: can('mark'),
    recuse: can('recuse'),
    readContact: can('read_contact'),
    setUrgent: can('set_urgent'),
    dispatch: can('dispatch'),
    take: can('take') && (handling !== undefined || row.status === 'returned'),
    sign: can('sign'),
    handBack: can('hand_back') && handling?.final === false,
    hold: can('hold'),
    resume: can('resume') && (hold !== undefined || row.status === 'waiting'),
    refer: can('refer'),
    adjudicate: can('adjudicate'),
    helpDone: can('help_done'),
    askExtension: can('ask_extension') && waitsForAnswer && extension === undefined && grants,
    decideExtension: can('decide_extension') && isAsked && extension.byAccountId !== actor.accountId,
  }
}
