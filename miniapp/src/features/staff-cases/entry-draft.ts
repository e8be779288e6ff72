import { callerChannels } from '@linli/shared/opinions/caller.kinds'
import type { CallerEntry } from '@linli/shared/opinions/caller.schema'
import { emergenciesIn } from '@linli/shared/opinions/emergency.rules'

/** What staff write down while somebody talks; kept on the device until it is sent. */
export interface EntryDraft {
  readonly channel: string
  readonly callerName: string
  readonly callerPhone: string
  readonly categoryCode: string
  readonly text: string
  readonly placeId: string
  readonly placeLabel: string
  readonly placeDetail: string
  readonly hideName: boolean
  readonly wantsPublic: boolean
  /** The caller agreed that whoever has the case may know name and phone. */
  readonly shareContact?: boolean
  readonly urgentNow: boolean
}

export const emptyEntry: EntryDraft = {
  channel: 'phone',
  callerName: '',
  callerPhone: '',
  categoryCode: '',
  text: '',
  placeId: '',
  placeLabel: '',
  placeDetail: '',
  hideName: true,
  wantsPublic: false,
  urgentNow: false,
}

export type EntryField = 'channel' | 'callerPhone' | 'categoryCode' | 'text' | 'placeId'
export type EntryFaults = Partial<Record<EntryField, string>>

/** Every missing or wrong field at once. */
export function entryFaults(draft: EntryDraft): EntryFaults {
  const phone = draft.callerPhone.trim()
  return {
    ...(phone !== '' && !/^1[3-9]\d{9}$/.test(phone) && { callerPhone: '手机号要 11 位，没有就不填' }),
    ...(draft.text.trim().length < 4 && { text: '请写下是什么情况' }),
    ...(draft.categoryCode === '' && { categoryCode: '请选一类' }),
    ...(draft.placeId === '' && { placeId: '请选在哪里' }),
  }
}

/** What is sent; the photos come later, with a supplement. */
export function entryOf(draft: EntryDraft): CallerEntry {
  const [name, phone, detail] = [draft.callerName, draft.callerPhone, draft.placeDetail].map((text) =>
    text.trim(),
  )
  return {
    channel: callerChannels.find((known) => known === draft.channel) ?? 'phone',
    categoryCode: draft.categoryCode,
    text: draft.text.trim(),
    photoIds: [],
    placeId: draft.placeId,
    ...(detail !== '' && { placeDetail: detail }),
    ...(name !== '' && { callerName: name }),
    ...(phone !== '' && { callerPhone: phone }),
    hideName: draft.hideName,
    wantsPublic: draft.wantsPublic,
    ...(draft.shareContact === true && { shareContact: true }),
    ...(draft.urgentNow && emergenciesIn(draft.text).length > 0 && { urgentNow: true }),
  }
}
