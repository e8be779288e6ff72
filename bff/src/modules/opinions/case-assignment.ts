import type { FieldIssue } from '@linli/shared/errors'
import type { DispatchBody } from '@linli/shared/opinions/cases.schema'
import { startClock } from '@linli/shared/opinions/opinions.clock'
import { isBarredParty, isOutside, type Party } from '@linli/shared/opinions/parties'
import { privateMarksIn } from '@linli/shared/opinions/public-text.rules'
import { AppError } from '../../platform/problem-error'
import type { CaseParties } from './case-parties'
import type { Assignment } from './opinions.effects'
import type { JudgedCase } from './staff-acts'

const NAMED = '这件意见里提到了它，要回避，请换一个'

type Chosen = Pick<DispatchBody, 'leadKey' | 'helpers' | 'instruction' | 'copyText' | 'photoIds'>

/**
 * Finds who was chosen; `validation_failed` says field by field what does not fit. Who can be given cases of the
 * community may be handed in where many cases are given at once.
 */
export type Assignments = (
  found: JudgedCase,
  chosen: Chosen,
  final: boolean,
  offered?: readonly Party[],
) => Promise<Assignment>

/** Turns what a person chose into who leads and who helps. */
export function createAssignments({ parties }: { readonly parties: CaseParties }): Assignments {
  return async function assignmentOf(found, chosen, final, offered) {
    const { row, base, context } = found
    const known = new Map((offered ?? (await parties.of(row.communityId))).map((party) => [party.key, party]))
    const copyText = chosen.copyText ?? row.handling?.copy.text ?? ''
    const lead = known.get(chosen.leadKey)
    const barred = row.barred ?? []
    const errors: FieldIssue[] = []
    if (!lead) errors.push({ path: 'body.leadKey', message: '这里现在不能派单，请重新选择' })
    else if (isBarredParty(barred, lead)) errors.push({ path: 'body.leadKey', message: NAMED })
    const helpers = chosen.helpers.flatMap(({ key, task, days }, at) => {
      const party = known.get(key)
      if (!party) errors.push({ path: `body.helpers.${at}.key`, message: '这里现在不能派单，请重新选择' })
      if (party && isBarredParty(barred, party))
        errors.push({ path: `body.helpers.${at}.key`, message: NAMED })
      if (key === chosen.leadKey) errors.push({ path: `body.helpers.${at}.key`, message: '已经是主办' })
      if (chosen.helpers.findIndex((other) => other.key === key) !== at)
        errors.push({ path: `body.helpers.${at}.key`, message: '同一个协办只填一次' })
      const promise = { kind: 'task', startedBy: 'dispatch', unit: 'workdays', amount: days } as const
      return party ? [{ party, task, clock: startClock(context.calendar, promise, base.now) }] : []
    })
    if ([lead, ...helpers.map(({ party }) => party)].some((party) => party && isOutside(party))) {
      if (copyText === '')
        errors.push({ path: 'body.copyText', message: '请写明给单位看的内容，去掉姓名、门牌和电话' })
      else if (privateMarksIn(copyText).length > 0)
        errors.push({ path: 'body.copyText', message: '给单位看的内容里有电话或证件号码，请先去掉' })
    }
    const photos = chosen.photoIds.flatMap((id, at) => {
      const photo = row.photos.find((ref) => ref.id === id)
      if (!photo) errors.push({ path: `body.photoIds.${at}`, message: '这张照片不在这件意见里' })
      return photo ? [photo] : []
    })
    if (errors.length > 0 || !lead) throw new AppError('validation_failed', { errors })
    return {
      ...{ lead, helpers, instruction: chosen.instruction, copy: { text: copyText, photos }, final },
      byAccountId: base.actor.accountId,
      byLabel: context.owner?.label ?? '',
      parties: [lead, ...helpers.map(({ party }) => party)].map(({ key }) => key),
    }
  }
}

/** `锦程物业主办，网格员 李敏协办`. */
export const labelsOf = ({ lead, helpers }: Assignment): string =>
  helpers.length === 0
    ? lead.label
    : `${lead.label}主办，${helpers.map(({ party }) => party.label).join('、')}协办`
