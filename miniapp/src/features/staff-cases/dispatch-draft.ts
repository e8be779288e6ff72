import { isOutside, type PartyKind } from '@linli/shared/opinions/parties'
import { privateMarksIn, withoutPrivateMarks } from '@linli/shared/opinions/public-text.rules'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'

export interface DispatchDraft {
  readonly leadKey: string
  readonly helpers: readonly { readonly key: string; readonly task: string; readonly days: number }[]
  readonly instruction: string
  readonly copyText: string
  readonly withPhotos: boolean
}

interface Choice {
  readonly key: string
  readonly kind: PartyKind
}

/** The copy begins as the resident's words without numbers; a person takes out names and doors. */
export const emptyDispatch = (item: Pick<StaffOpinionView, 'text' | 'handling'>): DispatchDraft => ({
  leadKey: '',
  helpers: [],
  instruction: '',
  copyText: item.handling?.copyText || withoutPrivateMarks(item.text),
  withPhotos: false,
})

/** Whether somebody outside the community's office would read it. */
export function needsCopy(parties: readonly Choice[], { leadKey, helpers }: DispatchDraft): boolean {
  const chosen = [leadKey, ...helpers.map(({ key }) => key)]
  return parties.some((party) => isOutside(party) && chosen.includes(party.key))
}

/** One sentence for each field that is not right yet. */
export function dispatchFaults(parties: readonly Choice[], draft: DispatchDraft): Record<string, string> {
  const faults: Record<string, string> = {}
  if (!parties.some(({ key }) => key === draft.leadKey)) faults.leadKey = '请选择由谁主办'
  for (const { key, task } of draft.helpers)
    if (task.trim().length < 2) faults[`task-${key}`] = '请写明协办做什么'
  if (needsCopy(parties, draft)) {
    if (draft.copyText.trim() === '') faults.copyText = '请写明给单位看的内容'
    else if (privateMarksIn(draft.copyText).length > 0)
      faults.copyText = '里面有电话、证件、车牌或门牌号，请先去掉'
  }
  return faults
}
