import type { RequestSubject } from '@linli/shared/homes/homes.kinds'
import { guardianBases, type GuardianBasis } from '@linli/shared/people/people.kinds'
import { relationKinds, type RelationKind } from '@linli/shared/session/relations'
import { selfFaults, selfOf } from './about-self'
import type { HomeRequestBody } from './queries'

/** A request while it is written, as it is kept on the device. */
export interface KeptRequest {
  readonly roomId: string
  readonly roomLabel: string
  readonly relation: string
  readonly name: string
  readonly adult: boolean
  readonly birthDate: string
  readonly basis: string
  readonly note: string
}

/** The whole of it. The page promises not to keep the digits of a paper: only a sending without an answer still holds them. */
export interface RequestDraft extends KeptRequest {
  readonly idTail: string
}

export const emptyRequest: KeptRequest = {
  ...{ roomId: '', roomLabel: '', relation: '', name: '', adult: false },
  ...{ birthDate: '', basis: '', note: '' },
}

export type RequestFaults = Partial<
  Record<'roomId' | 'relation' | 'name' | 'birthDate' | 'basis' | 'idTail', string>
>

export const relationIn = (value: string): RelationKind | undefined =>
  relationKinds.find((kind) => kind === value)
const basisIn = (value: string): GuardianBasis | undefined => guardianBases.find((one) => one === value)

/** What is missing, by field; nothing when it can be sent. */
export function requestFaults(draft: RequestDraft, subject: RequestSubject): RequestFaults {
  const isChild = subject === 'child'
  return {
    ...(draft.roomId === '' && { roomId: '请选一处房屋' }),
    ...(!isChild && relationIn(draft.relation) === undefined && { relation: '请选择您和房屋的关系' }),
    ...(isChild
      ? {
          ...(draft.name.trim() === '' && { name: '请填写孩子的姓名' }),
          ...(draft.birthDate === '' && { birthDate: '请填写孩子的出生日期' }),
          ...(basisIn(draft.basis) === undefined && { basis: '请选择您和孩子的关系' }),
        }
      : selfFaults(draft)),
    ...(draft.idTail !== '' &&
      !/^\d{3}[\dXx]$/.test(draft.idTail) && { idTail: '请填证件号码的后 4 位，或不填' }),
  }
}

/** What is sent. */
export function requestOf(
  draft: RequestDraft,
  subject: RequestSubject,
  proofId: string | undefined,
): HomeRequestBody {
  const basis = basisIn(draft.basis)
  const about = subject === 'child' ? { name: draft.name.trim(), birthDate: draft.birthDate } : selfOf(draft)
  return {
    ...{ roomId: draft.roomId, subject, ...about },
    relation: subject === 'child' ? 'family' : (relationIn(draft.relation) ?? 'family'),
    ...(subject === 'child' && basis !== undefined && { basis }),
    ...(draft.idTail !== '' && { idTail: draft.idTail }),
    ...(draft.note.trim() !== '' && { note: draft.note.trim() }),
    ...(proofId !== undefined && { proofId }),
  }
}
