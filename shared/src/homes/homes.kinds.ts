import type { RelationKind } from '../session/relations'

/** What an invitation can make of somebody. Never an owner: that comes from the register (product §1). */
export const invitedRelations = ['family', 'tenant', 'carer'] as const satisfies readonly RelationKind[]
export type InvitedRelation = (typeof invitedRelations)[number]

/** Whom a request is about: the applicant, or a child the applicant answers for. */
export const requestSubjects = ['self', 'child'] as const
export type RequestSubject = (typeof requestSubjects)[number]

/** Why a request is refused; the applicant reads the label and what may be written beside it. */
export const refusalReasons = [
  'document_unclear',
  'document_differs',
  'wrong_room',
  'not_an_owner',
  'not_living_here',
  'no_guardian',
  'other',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

export const refusalLabel: Record<RefusalReason, string> = {
  document_unclear: '照片看不清',
  document_differs: '证件上的姓名或地址对不上',
  wrong_room: '选的房屋不对',
  not_an_owner: '登记簿上的业主不是您',
  not_living_here: '核对后没有住在这里',
  no_guardian: '要由监护人来办',
  other: '其他原因',
}

/** How it was established that an account is a person of the roll. */
export const bindingMethods = ['roll', 'invitation', 'approval'] as const
export type BindingMethod = (typeof bindingMethods)[number]

export const bindingMethodLabel: Record<BindingMethod, string> = {
  roll: '和名册对上',
  invitation: '用邀请码',
  approval: '社区核对',
}

/** Why staff take an account off a person. */
export const staffBindingEnds = ['wrong_person', 'moved_out', 'number_recycled', 'own_wish'] as const
export type StaffBindingEnd = (typeof staffBindingEnds)[number]

/** `left` and `household` follow from what residents do themselves. */
export const bindingEnds = ['left', 'household', ...staffBindingEnds] as const
export type BindingEnd = (typeof bindingEnds)[number]

export const bindingEndLabel: Record<BindingEnd, string> = {
  left: '本人搬走',
  household: '由住户移除',
  wrong_person: '绑错了人',
  moved_out: '已不住在本社区',
  number_recycled: '手机号换了主人',
  own_wish: '本人要求',
}
