import { isOutside, type PartyKind } from '@linli/shared/opinions/parties'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { copyFault, firstCopy } from './copy-draft'

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

export const emptyDispatch = (item: Pick<StaffOpinionView, 'text' | 'handling'>): DispatchDraft => ({
  leadKey: '',
  helpers: [],
  instruction: '',
  copyText: firstCopy(item),
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
  const copyWrong = needsCopy(parties, draft) ? copyFault(draft.copyText) : undefined
  if (copyWrong !== undefined) faults.copyText = copyWrong
  return faults
}
