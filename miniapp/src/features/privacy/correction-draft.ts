import { wantedRelations, type CorrectionField } from '@linli/shared/privacy/privacy.kinds'
import type { CorrectionBody } from '@linli/shared/privacy/corrections.schema'

/** What a person has typed so far. */
export interface CorrectionDraft {
  readonly field: CorrectionField
  readonly personId: string
  readonly roomId: string
  readonly value: string
  readonly note: string
}

const SHORTEST_NAME = 2
const SHORTEST_OTHER = 4

/** What is missing, in one sentence; undefined when it can be sent. */
export function faultOf({ field, value, roomId }: CorrectionDraft): string | undefined {
  const text = value.trim()
  switch (field) {
    case 'name':
      return text.length >= SHORTEST_NAME ? undefined : '请填完整的姓名'
    case 'phone':
      return /^1[3-9]\d{9}$/.test(text) ? undefined : '请填 11 位手机号'
    case 'birth_date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? undefined : '请选出生日期'
    case 'relation':
      if (roomId === '') return '请选哪一套房'
      return wantedRelations.some((one) => one === text) ? undefined : '请选应该是什么关系'
    case 'other':
      return text.length >= SHORTEST_OTHER ? undefined : '请写清楚哪里不对、应该是什么'
  }
}

/** The draft as it is sent; only for one without a fault. */
export function bodyOf({ field, personId, roomId, value, note }: CorrectionDraft): CorrectionBody {
  const text = value.trim()
  const more = note.trim() === '' ? {} : { note: note.trim() }
  switch (field) {
    case 'relation':
      return {
        ...{ field, personId, roomId, ...more },
        value: wantedRelations.find((one) => one === text) ?? 'none',
      }
    case 'other':
      return { field, personId, value: text }
    default:
      return { field, personId, value: text, ...more }
  }
}
